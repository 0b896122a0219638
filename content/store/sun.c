/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store/sun.h"

#include <math.h>
#include <time.h>

#include "store/date.h"

enum { MINUTES_A_DAY = 1440, DAYS_1970_TO_2000 = 10957 };

static const double rad = 3.14159265358979323846 / 180;
static const double turn = 2 * 3.14159265358979323846;

/* Seconds from universal to terrestrial time in this century; a second of error moves the sun by 0.01 seconds of time.
 */
static const double terrestrial_s = 72;

struct sun_place {
	double right_ascension, declination; /* radians */
};

/* Meeus, chapter 25, low accuracy: 0.01 degrees. `t`: days since 2000-01-01 12:00, universal time. */
static struct sun_place sun_place(double t)
{
	double c = (t + terrestrial_s / 86400) / 36525;
	double longitude = 280.46646 + c * (36000.76983 + c * 0.0003032);
	double anomaly = rad * (357.52911 + c * (35999.05029 - c * 0.0001537));
	double center = (1.914602 - c * (0.004817 + c * 0.000014)) * sin(anomaly) +
			(0.019993 - 0.000101 * c) * sin(2 * anomaly) + 0.000289 * sin(3 * anomaly);
	double node = rad * (125.04 - 1934.136 * c);
	double apparent = rad * (longitude + center - 0.00569 - 0.00478 * sin(node));
	double tilt = rad * (23.439291 - c * (0.0130042 + c * (0.00000016 - c * 0.000000504)) + 0.00256 * cos(node));
	return (struct sun_place){ atan2(cos(tilt) * sin(apparent), cos(apparent)), asin(sin(tilt) * sin(apparent)) };
}

/* -pi to pi. */
static double hour_angle(double t, double lon, const struct sun_place *s)
{
	double sidereal = rad * (280.46061837 + 360.98564736629 * t + lon);
	return remainder(sidereal - s->right_ascension, turn);
}

/* When the sun is highest, near `t`. */
static double transit(double t, double lon)
{
	for (int i = 0; i < 3; i++) {
		struct sun_place s = sun_place(t);
		t -= hour_angle(t, lon, &s) / turn;
	}
	return t;
}

/* When the sun passes the altitude before (side -1) or after (1) it is highest; NAN: it does not. */
static double crossing(double noon, int side, double altitude, double lat, double lon)
{
	struct sun_place s = sun_place(noon);
	double cosine = (sin(altitude) - sin(lat) * sin(s.declination)) / (cos(lat) * cos(s.declination));
	if (!(cosine >= -1 && cosine <= 1)) {
		return NAN;
	}
	double t = noon + side * acos(cosine) / turn;
	for (int i = 0; i < 2; i++) {
		s = sun_place(t);
		double angle = hour_angle(t, lon, &s);
		double now = asin(sin(lat) * sin(s.declination) + cos(lat) * cos(s.declination) * cos(angle));
		double slope = cos(lat) * cos(s.declination) * sin(angle);
		if (fabs(slope) < 1e-6) { /* the sun grazes the altitude: no better value */
			break;
		}
		t += (now - altitude) / (turn * slope);
	}
	return t;
}

/* Minutes east of Greenwich of the process's time zone at a moment. */
static int zone_minutes(int64_t seconds)
{
	time_t at = (time_t)seconds;
	struct tm local = { 0 };
	return localtime_r(&at, &local) ? (int)(local.tm_gmtoff / 60) : 0;
}

static int16_t local_minute(double t, int32_t day)
{
	if (isnan(t)) {
		return SUN_NEVER;
	}
	double minutes = floor((t + 0.5 + DAYS_1970_TO_2000 - day) * MINUTES_A_DAY); /* since midnight of Greenwich */
	int local = (int)minutes + zone_minutes((int64_t)day * 86400 + (int64_t)minutes * 60);
	return local < 0 || local >= MINUTES_A_DAY ? SUN_NEVER : (int16_t)local;
}

struct sun_times sun_times(int32_t day, double lat, double lon)
{
	static const struct {
		int side;
		double altitude;
	} events[SUN_EVENTS] = {
		[SUN_DAWN] = { -1, -6 },
		[SUN_RISE] = { -1, -0.833 },
		[SUN_SET] = { 1, -0.833 },
		[SUN_DUSK] = { 1, -6 },
	};
	struct sun_times out;
	for (int i = 0; i < SUN_EVENTS; i++) {
		out.at[i] = SUN_NEVER;
	}
	/* Far from the meridian of the time zone, the solar day begins on another date than the local one. */
	static const int solar_days[] = { 0, -1, 1 };
	for (int k = 0; k < 3; k++) {
		double noon = transit(day + solar_days[k] - DAYS_1970_TO_2000 - lon / 360, lon);
		bool missing = false;
		for (int i = 0; i < SUN_EVENTS; i++) {
			if (out.at[i] == SUN_NEVER) {
				out.at[i] = local_minute(crossing(noon, events[i].side, events[i].altitude * rad,
									 lat * rad, lon),
						day);
			}
			missing |= out.at[i] == SUN_NEVER;
		}
		if (!missing) {
			break;
		}
	}
	return out;
}

struct sun_times sun_times_usual(void)
{
	return (struct sun_times){ { [SUN_DAWN] = 330, [SUN_RISE] = 360, [SUN_SET] = 1080, [SUN_DUSK] = 1110 } };
}
