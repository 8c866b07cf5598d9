local addresses = require "addresses"

test("each provider's own rules", function(t)
  for email, mailbox in pairs {
    ["a.n.n+shop@gmail.com"] = "ann@gmail.com", ["ann@googlemail.com"] = "ann@gmail.com",
    ["ann.b+x@outlook.com"] = "ann.b@outlook.com", ["ann-shop@yahoo.com"] = "ann@yahoo.com",
    ["ann+x@fastmail.com"] = "ann@fastmail.com", ["ann+x@icloud.com"] = "ann@icloud.com", ["+ann@gmail.com"] = "+ann@gmail.com",
  } do t.eq(addresses.mailbox(email), mailbox) end
end)

test("elsewhere, dots, hyphens and plus signs tell people apart", function(t)
  for _, email in ipairs { "a.n.n+x@example.com", "ann-x@gmail.com", "ann+x@yahoo.com", "a.nn@icloud.com" } do
    t.eq(addresses.mailbox(email), email)
  end
end)

test("the oldest stays, with what the others know and the lists of all", function(t)
  t.field { name = "Plan", type = "text" }
  t.field { name = "City", type = "text" }
  t.list "News"
  t.list "VIP"
  t.contact { email = "ann@gmail.com", fields = { plan = "pro" }, lists = { "News" }, created_at = "2024-01-01" }
  t.contact { email = "a.nn@gmail.com", fields = { plan = "free", city = "Berlin" }, lists = { "VIP" } }
  t.contact { email = "ann+x@example.com" }
  local plan = t.run "alias-dedupe"
  t.eq(plan:count "delete", 1)
  local ann = t.get "ann@gmail.com"
  t.eq({ ann.fields, ann.lists, ann.status }, { { plan = "pro", city = "Berlin" }, { "News", "VIP" }, "subscribed" })
  t.eq(t.get "a.nn@gmail.com", nil)
  t.eq(t.count(), 2)
  t.eq(tostring(t.run "alias-dedupe"), "nothing to change")
end)

test("the strictest consent wins, whichever stays", function(t)
  t.contact { email = "ann@gmail.com" }
  t.contact { email = "ann+shop@gmail.com", status = "unsubscribed" }
  t.contact { email = "bob@gmail.com", status = "unsubscribed" }
  t.contact { email = "b.ob@gmail.com" }
  t.run "alias-dedupe"
  t.eq(t.get("ann@gmail.com").status, "unsubscribed")
  t.eq(t.get("bob@gmail.com").status, "unsubscribed")
end)

test("an undo brings them back", function(t)
  t.list "VIP"
  t.contacts { "ann@gmail.com", { email = "a.nn@gmail.com", lists = { "VIP" } } }
  t.run "alias-dedupe"
  t.undo()
  t.eq(t.get("ann@gmail.com").lists, {})
  t.eq(t.get("a.nn@gmail.com").lists, { "VIP" })
end)

test("a merge of too many is refused", function(t)
  for i = 1, 50 do t.contacts { "c" .. i .. "@gmail.com", "c" .. i .. "+x@gmail.com" } end
  t.eq(t.run "alias-dedupe".refused[1].measure, "changes")
  t.eq(t.count(), 100)
end)
