-- wrk: contacts with addresses that are nobody's yet. Arguments: the round, a token.

local count, round, head = 0, "0", {}

function init(args)
  round = args[1]
  head = { ["Content-Type"] = "application/json", ["Authorization"] = "Bearer " .. args[2] }
end

function request()
  count = count + 1
  local body = string.format(
    '{"contact":{"email":"person-%s-%d@example.com","fields":{"plan":"pro","logins":%d}}}', round, count, count % 100)
  return wrk.format("POST", nil, head, body)
end

function done(summary)
  print("answered " .. summary.requests)
end
