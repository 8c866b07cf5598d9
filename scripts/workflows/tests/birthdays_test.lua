local function start(t, clock, birthday)
  t.field { name = "Birthday", type = "date" }
  t.clock(clock)
  t.contact { email = "ann@example.com", fields = { birthday = birthday } }
end

test("on the day, once a year", function(t)
  start(t, "2026-06-01T09:00:00Z", "1990-06-02")
  local fired = {}
  for _, day in ipairs { "2026-06-01", "2026-06-02", "2026-06-02", "2026-06-03", "2027-06-01", "2027-06-02" } do
    t.clock(day .. "T09:00:00Z")
    for _, e in ipairs(t.run "birthdays":events()) do fired[#fired + 1] = { day, e.key } end
  end
  t.eq(fired, { { "2026-06-02", "birthday-2026" }, { "2027-06-02", "birthday-2027" } })
end)

test("29 February is kept on the 28th in years without one", function(t)
  start(t, "2027-02-27T09:00:00Z", "2000-02-29")
  local fired = {}
  for year = 2027, 2029 do
    for _, day in ipairs(year == 2028 and { "02-27", "02-28", "02-29", "03-01" } or { "02-27", "02-28", "03-01" }) do
      t.clock(("%d-%sT09:00:00Z"):format(year, day))
      for _, e in ipairs(t.run "birthdays":events()) do fired[#fired + 1] = { e.at:sub(1, 10), e.params.year } end
    end
  end
  t.eq(fired, { { "2027-02-28", 2027 }, { "2028-02-29", 2028 }, { "2029-02-28", 2029 } })
end)

test("a day without a run is made up for, over New Year too", function(t)
  start(t, "2026-12-30T09:00:00Z", "1990-12-31")
  t.run "birthdays"
  t.clock "2027-01-01T09:00:00Z"
  t.eq(t.run "birthdays":events()[1].key, "birthday-2026")
  t.clock "2027-12-31T09:00:00Z"
  t.eq(t.run "birthdays":events()[1].key, "birthday-2027")
end)

test("nobody is greeted long after", function(t)
  start(t, "2026-06-01T09:00:00Z", "1990-06-03")
  t.run "birthdays"
  t.clock "2026-06-20T09:00:00Z"
  t.eq(t.run "birthdays":count "event", 0)
end)

test("without an outage nobody is greeted late", function(t)
  start(t, "2026-06-01T09:00:00Z", "1990-06-01")
  t.run "birthdays"
  t.clock "2026-06-02T09:00:00Z"
  t.contact { email = "new@example.com", fields = { birthday = "1980-06-01" } }
  t.eq(t.run "birthdays":count "event", 0)
end)

test("only those who want mail and have told their birthday", function(t)
  start(t, "2026-06-01T09:00:00Z", nil)
  t.contact { email = "gone@example.com", status = "unsubscribed", fields = { birthday = "1990-06-01" } }
  t.eq(t.run "birthdays":count "event", 0)
end)
