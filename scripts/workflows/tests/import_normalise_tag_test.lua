local text = require "text"

local function start(t, rows)
  t.field { name = "Name", type = "text" }
  t.field { name = "Country", type = "text" }
  t.file("in/customers.csv", "E-mail,Name,Country\n" .. rows)
end

test("texts in one spelling", function(t)
  t.eq(text.trimmed "  Ann \t Bee ", "Ann Bee")
  t.eq(text.trimmed "  ", nil)
  t.eq(text.trimmed(nil), nil)
  for typed, code in pairs {
    ["  Germany"] = "DE", DEUTSCHLAND = "DE", de = "DE", UK = "GB", uk = "GB", ["Österreich"] = "AT", Atlantis = "Atlantis",
  } do
    t.eq(text.country(typed), code)
  end
end)

test("rows come in tidy and tagged", function(t)
  start(t, "ann@example.com, Ann  Bee ,Germany\nbob@example.com,Bob,uk\n")
  t.run "import-normalise-tag"
  local ann = t.get "ann@example.com"
  t.eq({ ann.fields, ann.lists }, { { name = "Ann Bee", country = "DE" }, { "Imported" } })
  t.eq(t.get("bob@example.com").fields.country, "GB")
end)

test("nobody is revived, and nothing is lost", function(t)
  start(t, "gone@example.com,,Germany\n")
  t.contact { email = "gone@example.com", status = "unsubscribed", fields = { name = "Gone" } }
  t.run "import-normalise-tag"
  local gone = t.get "gone@example.com"
  t.eq({ gone.status, gone.fields }, { "unsubscribed", { name = "Gone", country = "DE" } })
end)

test("a bad row is left out, the rest comes in", function(t)
  start(t, "no address,X,\nann@example.com,Ann,\n")
  t.run "import-normalise-tag"
  t.eq(t.count(), 1)
end)
