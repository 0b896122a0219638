/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "compile/foot.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/str.h"

/* A ramp is up to 5 % and, for short, 8 % (French decree of 15 January 2007); a door is 90 cm wide. */
#define SLOPE_MAX_PERCENT 6.0
#define WIDTH_MIN_M 0.9
enum { STAIRS_MAX = 3000 };

struct tags {
	const struct osm_tag *at;
	size_t len;
};

const char *osm_tag_find(const struct osm_tag *tags, size_t len, const char *key)
{
	for (size_t i = 0; i < len; i++) {
		if (strcmp(tags[i].key, key) == 0) {
			return tags[i].value;
		}
	}
	return NULL;
}

/* "" when it is not there. */
static const char *value(struct tags t, const char *key)
{
	const char *found = osm_tag_find(t.at, t.len, key);
	return found ? found : "";
}

static bool has(struct tags t, const char *key, const char *wanted)
{
	return strcmp(value(t, key), wanted) == 0;
}

/* `words`: "|one|two|". A value may be a list, "a; b": one of them is enough. */
static bool any_of(const char *text, const char *words)
{
	while (*text) {
		const char *word = text + strspn(text, " ;");
		size_t len = strcspn(word, " ;");
		for (const char *at = words; len > 0 && (at = strchr(at, '|')) && at[1]; at++) {
			if (strncmp(at + 1, word, len) == 0 && at[1 + len] == '|') {
				return true;
			}
		}
		text = word + len;
	}
	return false;
}

/* ---- who may go ---- */

enum permission { UNSAID, ALLOWED, FORBIDDEN };

static enum permission permission_of(const char *text)
{
	static const char yes[] = "|yes|designated|permissive|official|public|destination|";
	static const char no[] = "|no|private|customers|delivery|agricultural|forestry|military|permit|residents|"
				 "emergency|employees|restricted|use_sidepath|license|members|staff|";
	return any_of(text, yes) ? ALLOWED : any_of(text, no) ? FORBIDDEN : UNSAID;
}

static enum permission on_foot(struct tags t)
{
	enum permission p = permission_of(value(t, "foot"));
	return p != UNSAID ? p : permission_of(value(t, "access"));
}

/* ---- kinds of ways ---- */

enum standing { OPEN, CLOSED, NEVER }; /* CLOSED: unless foot=* says otherwise */

struct way_class {
	const char *key, *value;
	enum standing standing;
	enum route_ground ground;
};

static const struct way_class classes[] = {
	{ "highway", "motorway", CLOSED, ROUTE_ROAD },
	{ "highway", "motorway_link", CLOSED, ROUTE_ROAD },
	{ "highway", "trunk", CLOSED, ROUTE_ROAD },
	{ "highway", "trunk_link", CLOSED, ROUTE_ROAD },
	{ "highway", "primary", OPEN, ROUTE_ROAD },
	{ "highway", "primary_link", OPEN, ROUTE_ROAD },
	{ "highway", "secondary", OPEN, ROUTE_ROAD },
	{ "highway", "secondary_link", OPEN, ROUTE_ROAD },
	{ "highway", "tertiary", OPEN, ROUTE_ROAD },
	{ "highway", "tertiary_link", OPEN, ROUTE_ROAD },
	{ "highway", "unclassified", OPEN, ROUTE_ROAD },
	{ "highway", "residential", OPEN, ROUTE_ROAD },
	{ "highway", "living_street", OPEN, ROUTE_ROAD },
	{ "highway", "service", OPEN, ROUTE_ROAD },
	{ "highway", "road", OPEN, ROUTE_ROAD },
	{ "highway", "pedestrian", OPEN, ROUTE_ROAD },
	{ "highway", "footway", OPEN, ROUTE_FOOTPATH },
	{ "highway", "crossing", OPEN, ROUTE_CROSSING },
	{ "highway", "platform", OPEN, ROUTE_FOOTPATH },
	{ "highway", "path", OPEN, ROUTE_TRACK },
	{ "highway", "track", OPEN, ROUTE_TRACK },
	{ "highway", "steps", OPEN, ROUTE_STAIRWAY },
	{ "highway", "elevator", OPEN, ROUTE_FOOTPATH },
	{ "highway", "cycleway", CLOSED, ROUTE_CYCLEWAY },
	{ "highway", "bridleway", CLOSED, ROUTE_TRACK },
	{ "highway", "busway", CLOSED, ROUTE_ROAD },
	{ "highway", "corridor", CLOSED, ROUTE_FOOTPATH },
	{ "highway", "construction", NEVER, ROUTE_ROAD },
	{ "highway", "proposed", NEVER, ROUTE_ROAD },
	{ "highway", "abandoned", NEVER, ROUTE_ROAD },
	{ "highway", "razed", NEVER, ROUTE_ROAD },
	{ "highway", "raceway", NEVER, ROUTE_ROAD },
	{ "highway", "via_ferrata", NEVER, ROUTE_ROAD },
	{ "highway", "ladder", NEVER, ROUTE_ROAD },
	{ "railway", "platform", OPEN, ROUTE_FOOTPATH },
	{ "public_transport", "platform", OPEN, ROUTE_FOOTPATH },
	{ "man_made", "pier", OPEN, ROUTE_FOOTPATH },
};

static const struct way_class *class_of(struct tags t)
{
	for (size_t i = 0; i < ARRAY_LEN(classes); i++) {
		if (has(t, classes[i].key, classes[i].value)) {
			return &classes[i];
		}
	}
	return NULL;
}

static bool may_walk(struct tags t, const struct way_class *c)
{
	enum permission foot = permission_of(value(t, "foot"));
	enum permission p = on_foot(t);
	bool fit = !any_of(value(t, "sac_scale"), "|demanding_mountain_hiking|alpine_hiking|demanding_alpine_hiking|"
						  "difficult_alpine_hiking|") &&
		   !has(t, "trail_visibility", "no") && !has(t, "motorroad", "yes");
	if (c->standing == NEVER || has(t, "route", "ferry") || any_of(value(t, "construction"), "|yes|true|1|")) {
		return false;
	}
	if (c->standing == CLOSED || !fit) {
		bool sidewalk = any_of(value(t, "sidewalk"), "|both|left|right|yes|") && strstr(c->value, "trunk");
		return foot == ALLOWED || (sidewalk && p != FORBIDDEN);
	}
	return p != FORBIDDEN;
}

/* oneway:foot, foot:forward, foot:backward and moving stairs. */
static void directions(struct tags t, bool *forward, bool *backward)
{
	const char *oneway = value(t, "oneway:foot");
	*forward = !any_of(oneway, "|-1|reverse|") && permission_of(value(t, "foot:forward")) != FORBIDDEN &&
		   !has(t, "conveying", "backward");
	*backward = !any_of(oneway, "|yes|1|true|") && permission_of(value(t, "foot:backward")) != FORBIDDEN &&
		    !has(t, "conveying", "forward");
}

static enum route_ground ground_of(struct tags t, const struct way_class *c)
{
	static const char *const kinds[] = { "footway", "path", "cycleway" };
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		if (has(t, "highway", kinds[i]) && has(t, kinds[i], "crossing")) {
			return ROUTE_CROSSING;
		}
		if (has(t, "highway", kinds[i]) && has(t, kinds[i], "sidewalk")) {
			return ROUTE_SIDEWALK;
		}
	}
	bool square = has(t, "area", "yes") && any_of(value(t, "highway"), "|pedestrian|footway|living_street|");
	/* A path signed for walkers is one made for them. */
	bool made = c->ground == ROUTE_TRACK && has(t, "foot", "designated");
	return square ? ROUTE_SQUARE : made ? ROUTE_FOOTPATH : c->ground;
}

/* ---- wheels ---- */

/* A number with its unit: "80 cm", "1.2", "10%". False when there is none. */
static bool measure(const char *text, double *number, const char **unit)
{
	char *end;
	*number = strtod(text, &end);
	*unit = end + strspn(end, " ");
	return end != text && isfinite(*number);
}

static bool is_narrow(struct tags t)
{
	static const char *const keys[] = { "width", "est_width", "maxwidth:physical" };
	double n;
	const char *unit;
	for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
		if (measure(value(t, keys[i]), &n, &unit)) {
			double metres = any_of(unit, "|cm|") ? n / 100 : any_of(unit, "|mm|") ? n / 1000 : n;
			/* Feet and inches: 3' is 0.91 m. */
			metres = *unit == '\'' ? n * 0.3048 : *unit == '"' ? n * 0.0254 : metres;
			return metres < WIDTH_MIN_M;
		}
	}
	return false;
}

static bool is_steep(struct tags t)
{
	double n;
	const char *unit;
	if (!measure(value(t, "incline"), &n, &unit)) {
		return false;
	}
	bool degrees = str_starts(unit, "°") || str_starts(unit, "deg");
	return fabs(degrees ? tan(n * M_PI / 180) * 100 : n) > SLOPE_MAX_PERCENT;
}

static bool is_rough(struct tags t, const struct way_class *c)
{
	static const char soft[] = "|unpaved|gravel|pebblestone|rock|rocks|ground|dirt|earth|mud|sand|grass|soil|"
				   "woodchips|snow|ice|salt|stepping_stones|cobblestone|unhewn_cobblestone|"
				   "grass_paver|shells|stone|clay|bare_rock|";
	static const char firm[] = "|paved|asphalt|concrete|concrete:plates|concrete:lanes|paving_stones|sett|"
				   "compacted|fine_gravel|wood|metal|metal_grid|bricks|brick|tiles|rubber|tartan|"
				   "chipseal|acrylic|";
	static const char uneven[] = "|bad|very_bad|horrible|very_horrible|impassable|";
	static const char even[] = "|excellent|good|intermediate|";
	if (any_of(value(t, "surface"), soft) || any_of(value(t, "smoothness"), uneven)) {
		return true;
	}
	/* A path or track of which nothing is known is one of earth. */
	bool country = c->ground == ROUTE_TRACK && !has(t, "tracktype", "grade1");
	return country && !any_of(value(t, "surface"), firm) && !any_of(value(t, "smoothness"), even);
}

static bool may_roll(struct tags t, const struct way_class *c)
{
	const char *said = value(t, "wheelchair");
	if (any_of(said, "|yes|designated|limited|permissive|")) {
		return true;
	}
	bool stairs = c->ground == ROUTE_STAIRWAY &&
		      !(has(t, "ramp:wheelchair", "yes") && !has(t, "ramp:wheelchair", "no"));
	bool kerb = any_of(value(t, "kerb"), "|raised|regular|rolled|");
	return !(any_of(said, "|no|bad|") || stairs || kerb || is_narrow(t) || is_steep(t) || is_rough(t, c) ||
			has(t, "ford", "yes") || has(t, "obstacle:wheelchair", "yes") || *value(t, "sac_scale") ||
			*value(t, "conveying"));
}

/* ---- ways ---- */

static int climb_of(struct tags t)
{
	double n;
	const char *unit;
	const char *said = value(t, "incline");
	if (measure(said, &n, &unit)) {
		return n > 0 ? ROUTE_UP : n < 0 ? ROUTE_DOWN : ROUTE_LEVEL;
	}
	return strcmp(said, "up") == 0 ? ROUTE_UP : strcmp(said, "down") == 0 ? ROUTE_DOWN : ROUTE_LEVEL;
}

bool foot_judge_way(const struct osm_tag *tags, size_t len, struct foot_way *out)
{
	struct tags t = { tags, len };
	const struct way_class *c = class_of(t);
	*out = (struct foot_way){ 0 };
	if (!c || !may_walk(t, c)) {
		return false;
	}
	directions(t, &out->forward, &out->backward);
	bool rolls = may_roll(t, c);
	out->wheel_forward = rolls && out->forward;
	out->wheel_backward = rolls && out->backward;
	out->ground = ground_of(t, c);
	out->area = has(t, "area", "yes");
	out->roundabout = any_of(value(t, "junction"), "|roundabout|circular|");
	out->lift = has(t, "highway", "elevator");
	if (c->ground == ROUTE_STAIRWAY) {
		long count;
		out->climb = climb_of(t);
		out->stairs = str_to_long(value(t, "step_count"), 1, STAIRS_MAX, &count) ? (int)count : 0;
	}
	return out->forward || out->backward;
}

/* ---- points ---- */

struct barrier {
	const char *value;
	bool foot, wheels;
};

/* Those that are not here do not stop people on foot. */
static const struct barrier barriers[] = {
	{ "wall", false, false },
	{ "retaining_wall", false, false },
	{ "city_wall", false, false },
	{ "fence", false, false },
	{ "hedge", false, false },
	{ "ditch", false, false },
	{ "guard_rail", false, false },
	{ "jersey_barrier", false, false },
	{ "hampshire_gate", true, false },
	{ "stile", true, false },
	{ "kissing_gate", true, false },
	{ "turnstile", true, false },
	{ "full-height_turnstile", true, false },
	{ "cycle_barrier", true, false },
	{ "motorcycle_barrier", true, false },
	{ "horse_stile", true, false },
	{ "sump_buster", true, false },
	{ "cattle_grid", true, false },
	{ "chain", true, false },
	{ "rope", true, false },
	{ "log", true, false },
	{ "debris", true, false },
	{ "step", true, false },
};

static bool is_locked(struct tags t)
{
	return has(t, "locked", "yes") && any_of(value(t, "barrier"), "|gate|lift_gate|swing_gate|sliding_gate|"
								      "wicket_gate|kissing_gate|turnstile|"
								      "full-height_turnstile|");
}

/* The height of a kerb says nothing on a crossing in the middle of a road: only who crosses steps over it. */
static bool is_high_kerb(struct tags t)
{
	return any_of(value(t, "kerb"), "|raised|regular|rolled|") && !has(t, "highway", "crossing");
}

struct foot_node foot_judge_node(const struct osm_tag *tags, size_t len)
{
	struct tags t = { tags, len };
	struct foot_node node = { .wheel_blocked = is_high_kerb(t) };
	bool door = *value(t, "barrier") || *value(t, "entrance");
	enum permission p = door ? on_foot(t) : UNSAID;
	for (size_t i = 0; i < ARRAY_LEN(barriers); i++) {
		if (has(t, "barrier", barriers[i].value)) {
			node.blocked = !barriers[i].foot;
			node.wheel_blocked = node.wheel_blocked || !barriers[i].wheels;
		}
	}
	node.blocked = p == FORBIDDEN || (p == UNSAID && (node.blocked || is_locked(t)));
	if (any_of(value(t, "wheelchair"), "|yes|designated|limited|")) {
		node.wheel_blocked = false;
	} else if (door && has(t, "wheelchair", "no")) {
		node.wheel_blocked = true;
	}
	node.wheel_blocked = node.wheel_blocked || node.blocked || (door && is_narrow(t));
	return node;
}
