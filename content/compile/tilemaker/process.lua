-- SPDX-License-Identifier: GPL-3.0-or-later
-- process.lua - OpenStreetMap tags to the layers of the OpenMapTiles schema that our map styles draw.
-- Written for tilemaker 2.2. Names: name, name:fr where it differs, name:latin and name:nonlatin.

node_keys = { "place", "addr:housenumber", "amenity", "highway", "railway" }

local roads = {
	motorway = { "motorway", 6 }, trunk = { "trunk", 6 }, primary = { "primary", 8 }, secondary = { "secondary", 9 },
	tertiary = { "tertiary", 11 }, unclassified = { "minor", 12 }, residential = { "minor", 12 }, road = { "minor", 12 },
	living_street = { "minor", 12 }, pedestrian = { "minor", 12 }, service = { "service", 13 }, track = { "track", 13 },
	footway = { "path", 13 }, path = { "path", 13 }, steps = { "path", 13 }, cycleway = { "path", 13 }, bridleway = { "path", 13 },
	motorway_link = { "motorway", 9 }, trunk_link = { "trunk", 9 }, primary_link = { "primary", 10 },
	secondary_link = { "secondary", 11 }, tertiary_link = { "tertiary", 12 }
}
-- The deepest zoom of config.json: what should appear later still has to be in these tiles, which are drawn over-zoomed.
local deepest = 14
local green = {
	forest = "wood", wood = "wood", grass = "grass", meadow = "grass", village_green = "grass", recreation_ground = "grass",
	park = "park", garden = "park", playground = "park", nature_reserve = "park", golf_course = "park", pitch = "pitch",
	cemetery = "cemetery", orchard = "grass", vineyard = "grass", scrub = "grass", heath = "grass"
}
local waterways = { river = 8, canal = 9, stream = 12, ditch = 14, drain = 14 }
local places = { city = 6, town = 7, village = 10, suburb = 11, hamlet = 12, quarter = 12, neighbourhood = 13, isolated_dwelling = 14 }

-- What helps to find one's way: class of the layer poi, by tag.
local landmarks = {
	amenity = { townhall = "town_hall", hospital = "hospital", library = "library", university = "college", college = "college", bus_station = "bus" },
	railway = { station = "railway", halt = "railway" },
	highway = { bus_stop = "bus" }
}

function init_function()
end

function exit_function()
end

-- UTF-8 that begins with these bytes is Greek, Cyrillic, Arabic, ... up to Chinese; punctuation (U+2000) is anybody's.
local function is_latin(text)
	return not text:find("[\205-\224\227-\244]")
end

-- name:latin and name:nonlatin as OpenMapTiles has them: public styles write one above the other.
local function names(o)
	local name = o:Find("name")
	if name == "" then return false end
	local fr = o:Find("name:fr")
	local international = o:Find("int_name")
	local latin = is_latin(name) and name or international
	o:Attribute("name", name)
	if fr ~= "" and fr ~= name then o:Attribute("name:fr", fr) end
	if latin ~= "" then o:Attribute("name:latin", latin) end
	if not is_latin(name) then o:Attribute("name:nonlatin", name) end
	return true
end

-- The class, and the value it came from; nil: no landmark.
local function landmark(o)
	for key, classes in pairs(landmarks) do
		local class = classes[o:Find(key)]
		if class and o:Find("name") ~= "" then return class, o:Find(key) end
	end
end

local function describe_landmark(o, class, subclass)
	o:Attribute("class", class)
	o:Attribute("subclass", subclass)
	names(o)
end

function node_function(node)
	local place = node:Find("place")
	if places[place] and node:Find("name") ~= "" then
		node:Layer("place", false)
		node:Attribute("class", place)
		node:MinZoom(places[place])
		names(node)
	end
	local class, subclass = landmark(node)
	if class then
		node:Layer("poi", false)
		describe_landmark(node, class, subclass)
	end
	local number = node:Find("addr:housenumber")
	if number ~= "" then
		node:Layer("housenumber", false)
		node:Attribute("housenumber", number)
	end
end

-- "bridge", "tunnel" or nil. A passage through a building is no tunnel: it is walked in daylight, and drawn over the building.
local function brunnel(way)
	local bridge, tunnel = way:Find("bridge"), way:Find("tunnel")
	if bridge ~= "" and bridge ~= "no" then return "bridge" end
	if tunnel ~= "" and tunnel ~= "no" and tunnel ~= "building_passage" then return "tunnel" end
end

local function describe_crossing(way)
	local crossing = brunnel(way)
	if crossing then way:Attribute("brunnel", crossing) end
end

-- Areas to walk on, as OpenMapTiles has them: polygons of the layer transportation. `class`: of the highway, nil for other things.
local function square(way, class)
	local is_plain = way:Find("building") .. way:Find("leisure") .. way:Find("landuse") .. way:Find("natural") == ""
	local is_square = way:Find("place") == "square" and way:IsClosed() and is_plain
	local is_area = class and (way:Find("area") == "yes" or way:Find("type") == "multipolygon")
	if not is_square and not is_area then return false end
	if brunnel(way) == "tunnel" then return true end
	way:Layer("transportation", true)
	way:Attribute("class", class == "service" and "service" or "path")
	way:Attribute("subclass", class and way:Find("highway") or "pedestrian")
	way:MinZoom(13)
	names(way)
	return true
end

local function road(way)
	local found = roads[way:Find("highway")]
	if square(way, found and found[1]) then return true end
	if not found then return false end
	way:Layer("transportation", false)
	way:Attribute("class", found[1])
	way:MinZoom(found[2])
	describe_crossing(way)
	if way:Find("highway") == "steps" then way:Attribute("subclass", "steps") end
	if way:Find("name") ~= "" then
		way:Layer("transportation_name", false)
		way:Attribute("class", found[1])
		way:MinZoom(math.min(math.max(found[2] + 2, 12), deepest))
		names(way)
	end
	return true
end

local function area(way, layer, class, minzoom)
	way:Layer(layer, true)
	way:Attribute("class", class)
	way:MinZoom(minzoom)
end

function way_function(way)
	if road(way) then return end
	local railway = way:Find("railway")
	if railway == "rail" or railway == "light_rail" or railway == "tram" then
		way:Layer("transportation", false)
		way:Attribute("class", "rail")
		way:MinZoom(10)
		describe_crossing(way)
		return
	end
	local waterway = way:Find("waterway")
	if waterways[waterway] then
		way:Layer("waterway", false)
		way:Attribute("class", waterway)
		way:MinZoom(waterways[waterway])
		describe_crossing(way)
		names(way)
		return
	end
	local natural = way:Find("natural")
	local landuse = way:Find("landuse")
	local leisure = way:Find("leisure")
	if natural == "water" or waterway == "riverbank" or landuse == "reservoir" or landuse == "basin" or leisure == "swimming_pool" then
		local class = way:Find("water") == "sea" and "ocean" or waterway == "riverbank" and "river" or "lake"
		area(way, "water", class, (class == "ocean" or way:Area() > 1000000) and 6 or 11)
		names(way)
		return
	end
	local mark, submark = landmark(way)
	if mark then
		way:LayerAsCentroid("poi")
		describe_landmark(way, mark, submark)
	end
	local building = way:Find("building")
	if building ~= "" and building ~= "no" then
		way:Layer("building", true)
		way:MinZoom(13)
		local number = way:Find("addr:housenumber")
		if number ~= "" then
			way:LayerAsCentroid("housenumber")
			way:Attribute("housenumber", number)
		end
		return
	end
	local class = green[landuse] or green[leisure] or green[natural]
	if class then
		local layer = class == "park" and "park" or (class == "wood" or class == "grass") and "landcover" or "landuse"
		area(way, layer, class, way:Area() > 100000 and 10 or 12)
		if class == "park" then names(way) end
		return
	end
	if landuse == "residential" or landuse == "commercial" or landuse == "industrial" then
		area(way, "landuse", landuse, 9)
	end
end
