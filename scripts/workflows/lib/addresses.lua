-- Which mailbox an address reaches, by the rules that providers publish. What is not sure is left alone: two addresses that
-- look alike and are two people must not become one contact.
local addresses = {}

-- tag: what starts a part that the provider ignores. dots: whether it ignores dots. domain: what it is an alias of.
local rules = {
  ["gmail.com"]      = { tag = "+", dots = true },
  ["googlemail.com"] = { tag = "+", dots = true, domain = "gmail.com" },
  ["outlook.com"]    = { tag = "+" },
  ["hotmail.com"]    = { tag = "+" },
  ["live.com"]       = { tag = "+" },
  ["icloud.com"]     = { tag = "+" },
  ["me.com"]         = { tag = "+" },
  ["fastmail.com"]   = { tag = "+" },
  ["fastmail.fm"]    = { tag = "+" },
  ["proton.me"]      = { tag = "+" },
  ["protonmail.com"] = { tag = "+" },
  ["yahoo.com"]      = { tag = "-" },         -- disposable addresses; a Yahoo name itself has no hyphen
  ["ymail.com"]      = { tag = "-" },
}

-- The domains that have rules, to ask the store for nobody else.
addresses.domains = {}
for domain in pairs(rules) do addresses.domains[#addresses.domains + 1] = domain end
table.sort(addresses.domains)

-- The mailbox of an address; the address itself where its provider has no rule.
function addresses.mailbox(email)
  local name, domain = email:lower():match "^(.+)@([^@]+)$"
  local rule = rules[domain]
  if not rule then return email end
  local tag = name:find(rule.tag, 2, true)    -- a name that begins with the sign has no part in front of it
  if tag then name = name:sub(1, tag - 1) end
  if rule.dots then name = name:gsub("%.", "") end
  return name .. "@" .. (rule.domain or domain)
end

return addresses
