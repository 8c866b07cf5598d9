-- Texts that people typed, in one spelling.
local text = {}

local countries = {
  ["germany"] = "DE", ["deutschland"] = "DE", ["brd"] = "DE", ["austria"] = "AT", ["Österreich"] = "AT", ["österreich"] = "AT",
  ["switzerland"] = "CH", ["schweiz"] = "CH", ["suisse"] = "CH", ["france"] = "FR", ["frankreich"] = "FR",
  ["united kingdom"] = "GB", ["great britain"] = "GB", ["england"] = "GB", ["uk"] = "GB",
  ["united states"] = "US", ["united states of america"] = "US", ["usa"] = "US",
}

-- A text without white space around it and with single spaces in it; nil where nothing is left.
function text.trimmed(value)
  if value == nil then return nil end
  local trimmed = value:gsub("%s+", " "):gsub("^ ", ""):gsub(" $", "")
  return trimmed ~= "" and trimmed or nil
end

-- A country by its code in ISO 3166-1; the text itself, trimmed, where it is not known.
function text.country(value)
  local name = text.trimmed(value)
  if name == nil then return nil end
  if name:find "^%a%a$" and name:lower() ~= "uk" then return name:upper() end
  return countries[name:lower()] or countries[name] or name
end

return text
