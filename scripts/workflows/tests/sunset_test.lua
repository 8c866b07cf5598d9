local function start(t)
  t.clock "2026-06-01T09:00:00Z"
  t.field { name = "Last purchase", type = "date" }
end

local function buyer(t, email, last, created, more)
  local c = more or {}
  c.email, c.created_at, c.fields = email, created, { last_purchase = last }
  t.contact(c)
end

test("who has not bought for a year is moved, and told once", function(t)
  start(t)
  buyer(t, "idle@example.com", "2025-05-01", "2020-01-01")
  buyer(t, "active@example.com", "2025-07-01", "2020-01-01")
  t.eq(t.run "sunset":events(), { {
    email = "idle@example.com", name = "SunsetStarted", params = { last_purchase = "2025-05-01" }, key = "sunset-365",
    at = "2026-06-01T09:00:00.000Z",
  } })
  t.eq(t.get("idle@example.com").lists, { "Sunset" })
  t.eq(t.get("active@example.com").lists, {})
  t.clock "+1d"
  t.eq(tostring(t.run "sunset"), "nothing to change")
end)

test("newcomers, the unsubscribed and who never bought are left alone", function(t)
  start(t)
  buyer(t, "new@example.com", "2025-01-01", "2026-01-01")
  buyer(t, "gone@example.com", "2024-01-01", "2020-01-01", { status = "unsubscribed" })
  t.contact { email = "never@example.com", created_at = "2020-01-01" }
  t.eq(t.run "sunset":count "change", 0)
end)

test("the days and the list can be given", function(t)
  start(t)
  buyer(t, "idle@example.com", "2026-01-01", "2020-01-01")
  t.eq(t.run("sunset", { args = { days = 90, list = "Idle" } }):count("add_to", "Idle"), 1)
end)

test("most of a base is refused", function(t)
  start(t)
  for i = 1, 100 do buyer(t, "c" .. i .. "@example.com", i <= 94 and "2026-05-01" or "2024-01-01", "2020-01-01") end
  t.eq(t.run "sunset".refused[1].message, "changes: 6 of 100 contacts (6.0 %), limit 5%")
  t.eq(t.count 'contact.events("SunsetStarted"):any()', 0)
end)
