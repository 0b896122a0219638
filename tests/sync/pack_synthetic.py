#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""pack_synthetic.py OUT [PLACES] [ARTICLES]: a large made-up pack, the same every time, for measures and limits."""
import csv
import pathlib
import random
import sys

out = pathlib.Path(sys.argv[1])
places = int(sys.argv[2]) if len(sys.argv) > 2 else 10000
articles = int(sys.argv[3]) if len(sys.argv) > 3 else 500
rng = random.Random(20261123)

syllables = "ba be bi bo bou bre ca cha che cla co cra da de di dou dra fe fla fon ga ger gra ja jo la le li lo lu ma me mi mon mou na ne no pa pe pi pla pon pra ra re ri ro ru sa se si so ta te ti tou tra va ve vi vo".split()
endings = "ac age ais al an ard as ay ence er et eux ey iac ier ieu ieux in ion is it oire on ons ot oux y".split()


def name(low=1, high=3):
    return "".join(rng.choice(syllables) for _ in range(rng.randint(low, high))) + rng.choice(endings)


lexicon = [name() for _ in range(6000)] + "emploi métier diplôme formation conseil orientation expérience salarié jeune bilan compétence dossier financement relais accueil".split() * 20
communes = [("%05d" % (1001 + i), name(2, 3).capitalize(), 44.2 + rng.random() * 2.2, 3.8 + rng.random() * 3.3) for i in range(1500)]
networks = [("mission-locale", "ml", "Mission locale", "ML"), ("france-travail", "ft", "France Travail", "Pôle emploi"), ("cap-emploi", "cap", "Cap emploi", "Handicap emploi"),
            ("cio", "cio", "Centre d’information et d’orientation", "CIO"), ("relais", "rsp", "France services", "Relais de services publics")]
hours = ["", "Mo-Fr 09:00-12:00,14:00-17:00; PH off", "Mo-Th 08:30-16:30; Fr 08:30-15:30; PH off", "Tu,Th 09:00-12:00; We 13:30-18:00", "Mo-Fr 08:45-11:45,13:30-16:45; Sa 09:00-12:00", "Th[1,3] 09:00-12:00 \"sur rendez-vous\""]

out.mkdir(parents=True, exist_ok=True)


def write(path, text):
    path = out / path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


write("pack.yaml", """id: synthetic
title: { fr: Essai, en: Test }
languages: [ { code: fr, name: Français }, { code: en, name: English } ]
timezone: Europe/Paris
bounds: [3.6, 44.0, 7.3, 46.6]
licence: Licence Ouverte 2.0
attribution: { fr: Essai, en: Test }
public_holidays: fr
date: 2026-11-23
""")
write("themes.yaml", "".join(f"- {{ id: theme-{i}, icon: formation, title: {{ fr: {t}, en: {t} }}, summary: {{ fr: Choisir., en: Choose. }} }}\n" for i, t in enumerate(["Se former", "Travailler", "Choisir", "Financer", "Acteurs"])))
write("networks.yaml", "".join(f"- {{ id: {i}, symbol: {s}, name: {{ fr: \"{n}\", en: \"{n}\" }}, publics: {{ fr: Pour tous., en: For all. }}, audiences: [tous], levels: [1], aliases: [{a}] }}\n" for i, s, n, a in networks))
write("synonyms.yaml", "- [Pôle emploi, France Travail, ANPE]\n- [boulot, travail, emploi]\n")
with open(out / "communes.csv", "w", newline="", encoding="utf-8") as f:
    w = csv.writer(f, lineterminator="\n")
    w.writerow(["insee", "name", "lat", "lon"])
    w.writerows((i, n, f"{la:.5f}", f"{lo:.5f}") for i, n, la, lo in communes)
with open(out / "places.csv", "w", newline="", encoding="utf-8") as f:
    w = csv.writer(f, lineterminator="\n")
    w.writerow("id,network,name,address,postcode,commune,insee,phone,lat,lon,opening_hours,source,verified".split(","))
    for n in range(places):
        i, _, label, _ = rng.choice(networks)
        insee, commune, la, lo = rng.choice(communes)
        street = f"{rng.randint(1, 200)} {rng.choice(['rue', 'avenue', 'place', 'boulevard'])} {name().capitalize()}"
        w.writerow([f"{i}-{n}", i, f"{label} {commune} {rng.choice(lexicon)}", street, "0" + insee[:4], commune, insee, "04 74 %02d %02d %02d" % (n // 10000, n // 100 % 100, n % 100),
                    f"{min(46.5, la + rng.random() / 100):.5f}", f"{lo:.5f}", rng.choice(hours), "essai", "2024-08-01"])
for n in range(articles):
    for lang in ("fr", "en"):
        body = "\n\n".join(" ".join(rng.choice(lexicon) for _ in range(rng.randint(4, 12))).capitalize() + "." for _ in range(30))
        write(f"articles/theme-{n % 5}/article-{n}.{lang}.md", f"""---
title: {rng.choice(lexicon)} {rng.choice(lexicon)} {n}
summary: {rng.choice(lexicon)} {rng.choice(lexicon)}.
audiences: [tous]
source: essai
verified: 2026-01-31
---
{body}
""")
