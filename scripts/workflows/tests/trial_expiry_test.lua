local function start(t, clock, trial_end)
  t.field { name = "Trial end", type = "date" }
  t.clock(clock)
  t.contact { email = "ann@example.com", fields = { trial_end = trial_end } }
end

-- The days of the events that have fired.
local function days(t)
  local days = {}
  for i, e in ipairs(t.events "TrialExpiry") do days[i] = e.params.day end
  return days
end

test("each day has its event, whatever the hour of the run", function(t)
  start(t, "2026-06-01T08:00:00Z", "2026-06-10")
  local fired = {}
  for day = 1, 20 do
    t.clock(("2026-06-%02dT%02d:30:00Z"):format(day, day % 24))
    for _, e in ipairs(t.run "trial-expiry":events()) do fired[#fired + 1] = { e.at:sub(1, 10), e.params.day } end
  end
  t.eq(fired, { { "2026-06-03", -7 }, { "2026-06-09", -1 }, { "2026-06-10", 0 }, { "2026-06-13", 3 } })
end)

test("two runs on one day fire once", function(t)
  start(t, "2026-06-09T08:00:00Z", "2026-06-10")
  t.eq(t.run "trial-expiry":count "event", 1)
  t.clock "+1h"
  t.eq(t.run "trial-expiry":count "event", 0)
end)

test("days without a run are made up for", function(t)
  start(t, "2026-06-08T08:00:00Z", "2026-06-10")
  t.run "trial-expiry"
  t.clock "2026-06-11T08:00:00Z"
  t.run "trial-expiry"
  t.eq(days(t), { -1, 0 })
end)

test("what is more than three days late is left out", function(t)
  start(t, "2026-06-01T08:00:00Z", "2026-06-10")
  t.run "trial-expiry"
  t.clock "2026-06-13T08:00:00Z"
  t.run "trial-expiry"
  t.eq(days(t), { 0, 3 })
end)

test("a first run fires nothing of the past", function(t)
  start(t, "2026-06-11T08:00:00Z", "2026-06-10")
  t.eq(t.run "trial-expiry":count "event", 0)
end)

test("a trial that is extended is told again", function(t)
  start(t, "2026-06-09T08:00:00Z", "2026-06-10")
  t.run "trial-expiry"
  t.update("ann@example.com", { fields = { trial_end = "2026-06-17" } })
  t.clock "2026-06-10T08:00:00Z"
  t.eq(t.run "trial-expiry":events()[1].key, "2026-06-17/-7")
end)

test("the unsubscribed hear nothing", function(t)
  t.field { name = "Trial end", type = "date" }
  t.clock "2026-06-10"
  t.contact { email = "gone@example.com", status = "unsubscribed", fields = { trial_end = "2026-06-10" } }
  t.eq(t.run "trial-expiry":count "event", 0)
end)
