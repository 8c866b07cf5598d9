-- Fires Birthday on a contact's day, once a year, in the workspace's time zone.
-- What to change: the field birthday, who is greeted, and how many days late a greeting may be after an outage.
job {
  name     = "birthdays",
  schedule = "0 9 * * *",
  args     = { late = 2 },
  guard    = { changes = 0 },
}

local today, birthday = time.today(), contact.fields.birthday
local due = birthday:anniversary()                   -- 29 February is kept on the 28th in years without one
local missed = math.min(args.late, time.days_between(run.since or time.now(), time.now()) - 1)
if missed > 0 then
  -- A birthday of the days that no run has seen: the next one is almost a year away.
  due = due | birthday:is_set() & ~birthday:anniversary_within(364 - missed .. "d")
end

for c in contact.where(contact.status:eq "subscribed" & due):each() do
  local day = c.fields.birthday:sub(6):gsub("02%-29", "02-28")
  local year = math.tointeger(today:sub(1, 4)) - (day > today:sub(6) and 1 or 0)  -- on 1 January, that of 31 December
  c:fire("Birthday", { year = year }, { key = "birthday-" .. year })
end
