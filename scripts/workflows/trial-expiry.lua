-- Fires TrialExpiry 7 days and 1 day before a trial ends, on the day, and 3 days after it, once for each.
-- What to change: the days, the field trial_end, who is asked (not those who have paid?), how late is too late.
job {
  name     = "trial-expiry",
  schedule = "0 8 * * *",
  args     = { late = 3 },                           -- days after which a missed event is left out
  guard    = { changes = 0 },                        -- it fires events and changes nobody
}

-- Due since the last good run, never "is today": the next run makes up for a day without one.
local today, since = time.today(), time.date(run.since or time.now())
local oldest = time.subtract(today, args.late .. "d")
if since < oldest then since = oldest end

for _, day in ipairs { -7, -1, 0, 3 } do
  -- The trials for which `day` days after the end is a day from `since` to today.
  local function ending(due) return day < 0 and time.add(due, -day .. "d") or time.subtract(due, day .. "d") end
  local trial = contact.fields.trial_end:between(ending(since), ending(today))
  for c in contact.where(contact.status:eq "subscribed" & trial):each() do
    local key = c.fields.trial_end .. "/" .. day     -- a trial that is extended has a new key
    c:fire("TrialExpiry", { day = day, trial_end = c.fields.trial_end }, { key = key })
  end
end
