# SPDX-License-Identifier: GPL-3.0-or-later
# What the firmware knows of the .po files without any content, as rows of C tables.
#
# awk -v mode=rules -v main=fr -f builtin.awk strings/*.po        the keys rule.* of every file (content/store/language.c)
# awk -v mode=unit -v main=fr -f builtin.awk strings/*.po technician/*.po   what the tools of a unit say in every language (board/base/words.c): the
#                                                               keys problem.*, rule.voice, number.decimal and all of technician/
# awk -v mode=words -f builtin.awk kiosk/app/strings.def fr.po    the words of one (kiosk/app/strings.c)
#
# Texts are copied as they stand between the quotation marks: .po files escape as C does.

function fail(what) { print FILENAME ": " what > "/dev/stderr"; failed = 1; exit 1 }
function quoted(line) { sub(/^[^"]*"/, "", line); sub(/"[^"]*$/, "", line); return line }
function flush_entry() {
	if (key != "") { value[code, key, field] = text }
}

BEGIN { def = mode == "words" ? 1 : 0 }

FNR == 1 { flush_entry(); key = ""; code = FILENAME; sub(/.*\//, "", code); sub(/\.po$/, "", code) }

def && FILENAME ~ /\.def$/ {
	if ($0 ~ /^STRN?\(/) {
		id = $0; sub(/^STRN?\(/, "", id); sub(/,.*/, "", id)
		ids[++ids_len] = id; keys[id] = quoted($0); forms[id] = $0 ~ /^STRN/
	}
	next
}

/^"Plural-Forms: / { if (FILENAME ~ /technician/) { unit[++unit_len] = code SUBSEP "plural.forms" SUBSEP 0 }; line = quoted($0); sub(/^Plural-Forms: /, "", line); sub(/\\n$/, "", line); value[code, "plural.forms", 0] = line; next }
/^msgid "/ { flush_entry(); key = quoted($0); field = ""; text = ""; next }
/^msgid_plural "/ { next }
/^msgstr "/ { field = 0; text = quoted($0); if (key ~ /^rule\./) { rule[++rules_len] = code SUBSEP key }; if (key ~ /^(problem|health)\./ || key == "rule.voice" || key == "number.decimal") { unit[++unit_len] = code SUBSEP key SUBSEP 0 }; next }
/^msgstr\[[0-9]\] "/ { flush_entry(); field = substr($0, 8, 1); text = quoted($0); if (key ~ /^health\./) { unit[++unit_len] = code SUBSEP key SUBSEP field }; next }
/^"/ { text = text quoted($0); next }
/^(#|$)/ { next }
{ fail("line " FNR ": not understood: " $0) }

END {
	if (failed) { exit 1 }
	flush_entry()
	if (mode == "unit") {
		print "#define WORDS_MAIN \"" main "\""
		for (i = 1; i <= unit_len; i++) {
			split(unit[i], part, SUBSEP)
			printf "\t{ \"%s\", \"%s\", %d, \"%s\" },\n", part[1], part[2], part[3], value[part[1], part[2], part[3]]
		}
		exit
	}
	if (mode == "rules") {
		print "#define LANGUAGE_BUILTIN \"" main "\""
		for (i = 1; i <= rules_len; i++) {
			split(rule[i], part, SUBSEP)
			printf "\t{ \"%s\", \"%s\", \"%s\" },\n", part[1], part[2], value[part[1], part[2], 0]
		}
		exit
	}
	for (i = 1; i <= ids_len; i++) {
		id = ids[i]; key = keys[id]
		last = 0
		while ((code, key, last + 1) in value) { last++ }
		if (!((code, key, last) in value)) { print FILENAME ": no words for " key > "/dev/stderr"; exit 1 }
		if (forms[id] && last == 0 && !index(value[code, "plural.forms", 0], "nplurals=1")) { print FILENAME ": " key " needs plural forms" > "/dev/stderr"; exit 1 }
		printf "\t[%s] = {", id
		for (n = 0; n <= last; n++) { printf " \"%s\",", value[code, key, n] }
		print " },"
	}
}
