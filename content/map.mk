# SPDX-License-Identifier: GPL-3.0-or-later
# Maps: streets from an OpenStreetMap extract, and the region layer from the pack's GeoJSON.
#   make map OSM=FILE.osm.pbf [AREA=name] [BBOX=west,south,east,north]   -> $(BUILD)/map/<area>.mbtiles
#   make region-map                                                      -> $(BUILD)/map/region.mbtiles
TILEMAKER_DIR = content/compile/tilemaker
AREA ?= $(patsubst %.osm,%,$(patsubst %.pbf,%,$(notdir $(OSM))))

.PHONY: map region-map
map:
	@[ -n "$(OSM)" ] || { echo "make map needs OSM=FILE.osm.pbf: an OpenStreetMap extract, for instance from download.geofabrik.de"; exit 2; }
	@[ -r "$(OSM)" ] || { echo "make map: cannot read $(OSM)"; exit 1; }
	@$(MAKE) --no-print-directory "$(BUILD)/map/$(AREA).mbtiles" OSM="$(OSM)" AREA="$(AREA)"

ifneq ($(OSM),)
$(BUILD)/map/$(AREA).mbtiles: $(OSM) $(TILEMAKER_DIR)/config.json $(TILEMAKER_DIR)/process.lua $(TILEMAKER_DIR)/make-map $(TILEMAKER_DIR)/mend-extract \
		$(TILEMAKER_DIR)/coast.py
	@$(TILEMAKER_DIR)/make-map "$(OSM)" "$@" $(BBOX)
endif

REGION_SOURCES = $(wildcard $(PACK)/map/*.geojson $(PACK)/map/*.csv) $(PACK)/communes.csv
region-map: $(BUILD)/map/region.mbtiles
$(BUILD)/map/region.mbtiles: $(REGION_SOURCES) $(TILEMAKER_DIR)/make-region
	@mkdir -p $(@D)
	@$(TILEMAKER_DIR)/make-region $(PACK) $@

# Milliseconds a tile on the extracts that are there; map_bench --picture draws a view (tests/bench/map_bench.c).
$(BUILD)/bench/map_bench: tests/bench/map_bench.c $(call archives,platform)
	@mkdir -p $(@D)
	@echo "  BENCH $@"
	@$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -o $@ $< -Wl,--start-group $(call archives,platform) -Wl,--end-group $(call link_libs,platform) -lpthread

.PHONY: bench-map
bench-map: $(BUILD)/bench/map_bench region-map
	@for extract in $(wildcard $(BORNE_DATA)/osm/*.osm.pbf); do $(MAKE) --no-print-directory map OSM=$$extract || exit 1; done
	@$(BUILD)/bench/map_bench $(BUILD)/map/*.mbtiles

# Opening a map of 400 MB against one of 4 MB.
$(BUILD)/bench/map_open_bench: tests/bench/map_open_bench.c $(call archives,platform)
	@mkdir -p $(@D)
	@echo "  BENCH $@"
	@$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -o $@ $< -Wl,--start-group $(call archives,platform) -Wl,--end-group $(call link_libs,platform) -lpthread

.PHONY: bench-map-open
bench-map-open: programs $(BUILD)/bench/map_open_bench
	@tests/bench/map-open $(BUILD)

# Oracles of tests/scenario/map.test: our rasteriser against cairo, our reader against npm's.
$(BUILD)/test/map_check: tests/bench/map_check.c tests/bench/map_reference.c kiosk/map/raster/tilepaint.c $(call archives,map) $(BUILD)/lib/store.a
	@mkdir -p $(@D)
	@echo "  TEST  $@"
	@$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -o $@ tests/bench/map_check.c tests/bench/map_reference.c -Wl,--start-group $(call archives,map) $(BUILD)/lib/store.a \
		-Wl,--end-group $(call link_libs,map) $(call link_libs,store) -lcairo -lpthread
unit-bin: $(BUILD)/test/map_check
