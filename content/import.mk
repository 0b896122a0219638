# SPDX-License-Identifier: GPL-3.0-or-later
# make import-rhone-alpes: the places of the shipped pack, out of the open data files in BORNE_DATA, once more. The newest source
# first: older ones complete what it has. The accounts are in BUILD/import/. On the files that the pack was made of, nothing changes.
IMPORT_PACK ?= content/rhone-alpes
IMPORT_SOURCES = france-services=france_services_20240801_RA agences-2019=pole_emploi_agences_2019_RA annuaire-2019=dila_annuaire_2019_RA
.PHONY: import-rhone-alpes
import-rhone-alpes: $(BUILD)/borne-publish
	@[ -r $(BORNE_DATA)/geo/communes_RA.csv ] || { echo "make import-rhone-alpes needs the folder of open data files: BORNE_DATA=FOLDER (now $(BORNE_DATA))"; exit 1; }
	@mkdir -p $(BUILD)/import
	@set -e; for s in $(IMPORT_SOURCES); do \
		$(BUILD)/borne-publish import $${s%%=*} $(BORNE_DATA)/actors/$${s#*=}.csv --into $(IMPORT_PACK) --communes $(BORNE_DATA)/geo/communes_RA.csv \
			--report $(BUILD)/import/$${s%%=*}.md >/dev/null 2>&1 || { tail -3 $(BUILD)/import/$${s%%=*}.md; exit 1; }; \
		echo "$${s%%=*}: $$(sed -n 3p $(BUILD)/import/$${s%%=*}.md) $(BUILD)/import/$${s%%=*}.md"; done
