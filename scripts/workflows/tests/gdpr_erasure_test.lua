test("who is on the list is erased, with its events, and no undo brings it back", function(t)
  t.list "Erase"
  t.contacts { { email = "ann@example.com", lists = { "Erase" } }, "bob@example.com" }
  t.event("ann@example.com", "Purchase", { amount = 10 })
  local plan = t.run "gdpr-erasure"
  t.eq(plan:count "erase", 1)
  t.eq(t.get "ann@example.com", nil)
  t.eq(t.events(), {})
  t.eq(t.count(), 1)
  pcall(t.undo)
  t.eq(t.get "ann@example.com", nil)
end)

test("addresses can be given", function(t)
  t.contacts { "ann@example.com", "bob@example.com", "cyd@example.com" }
  t.run("gdpr-erasure", { args = { emails = "Ann@example.com, nobody@example.com bob@example.com" } })
  t.eq(t.count(), 1)
  t.ok(t.get "cyd@example.com")
end)

test("more than is plausible is refused", function(t)
  t.list "Erase"
  for i = 1, 101 do t.contact { email = "c" .. i .. "@example.com", lists = { "Erase" } } end
  t.ne(t.run "gdpr-erasure".refused, {})
  t.eq(t.count(), 101)
end)
