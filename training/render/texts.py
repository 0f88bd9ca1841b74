"""What stands on plates: patterns of numbers by country, and the words around them.

A pattern: A = letter, 9 = digit, X = either; a space, '-' or '.' is a gap with or without a mark;
'*' is a gap for a coat of arms, a sticker or an emblem; '/' begins the second row.
"""
from __future__ import annotations

import numpy as np

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DIGITS = "0123456789"

EU = """A 99 AAA;AA 99 AAA;B 999 AAA;AA-999-AA;9999 AAA;AA 999 AA;AAA-999;AAA 999;AA*AA 999;A*AA 9999;AAA*A 99;
AA*A 9999;9-AAA-999;AA99 AAA;99-AA-99;99-AAA-9;AAA-99-A;9-AAA-99;AA-99-99;9A9 9999;9AA 9999;AA-999AA;AA*999-AA;
AA 9999 AA;AAA 9999;AAA-9999;AA 99999;A 99999;AA-9999;999 AAA;99 AA 999;A 999 AAA;99-A-99999;999-A-9999;AA*999A;
A*9999 AA;AA*AA-999;AA 999-AA;9 AAA 999;AA 99 999;AAA*99-99;A9 AAA;AAA 99A;AAA 9A9;AA 9A999;AA AAA99;999 9999;
AA-99-AA;99-99-AA;AA 999AA;AA 99999;AA 9999A;AA 999A;AAA 99AA;AAA 9999;AAA 9A99;AAA 99A9;AA 9999 AA;AA9999AA;AAA 999A;A999 AAA;9999 AA 99;AA*A 999;A 99*999;AAA*AA 99;XXXXXXX;XXX XXX;XX-XXXX;AAAAA 9;AAAA;
AA*99*AA;AAA 9;9 AAAA;AA 9999;A-AAA-99""".replace("\n", "").split(";")

EU_TWO = """AA/99 AAA;A 99/AAA;AA/999 AA;AA-/999-AA;9999/AAA;AA*/A 99;AA*/AA 99;A*/AA 999;AAA*/A 99;9A9/9999;AA/9999;
AAA/9999;AA 9/9999;AA9/9A;99-AA/99;AA/99-AA;99/AA-AA;AA-AA/99;AA*/999AA;9*/99999;AAA/999;AA 99/999;AA/99999;A/999 AA;
99A/999;AAA 9/999;AAAA/99;AA99/AAA;A999/AAA;9A9*/9999;AA/XXXX;XXX/XXXX;XX/XXX""".replace("\n", "").split(";")

US = """AAA 9999;AAA-9999;AAA 999;AAA*999;999 AAA;999*AAA;9AAA999;AA9 9AA;A99 9AA;A99-9AA;99A 999;999-999;999 999;999999;
AA 99999;AA-9999;A 99999;A999999;AAA999;999AAA;99AA9;9A 99999;999 9999;99 9999;AAA*9999;AA99 AAA;AA99AAA;9AA A99;
AAAA 999;9999 AA;9 AA999;99AAA9;AAAAA;AAAAAA;AAAAAAA;AAAA AA;AA AAAA;AAA AAA;AAAA99;AAAA 9;AAA9;9AAAA;AAA 99A;
9AAA99;A*99999;AAA9999;999AA;AA*9999;9999;99999;99 999;AA*99*99;AAA99;A9A 9A9;AAAA*999;XXXXXX;XXX XXX;XXX*XXX;9X9*XXX;
XXXXXXX;999 XXX;XXX 999""".replace("\n", "").split(";")

BR = ["AAA-9999", "AAA-9999", "AAA9A99", "AAA 9999", "AAA/9999", "AAA/9A99"]

WORLD = """AA 99 AA 9999;AA99AA9999;AA 99 A 9999;AA 9A 9999;AA99 AA 9999;AA-99-AAA;A 999 AA 99;A 999 AA;AA9999AA;99-99;
99-9999;AAA-99-99;999 A 9999;9999-99;AA 99/AA 9999;AA99/AA 9999;AA99/9999;99-A9/9999;99-A9/999.99;99A-999.99;99A-9999;
AAA 99 AA;AA 9999 A;A 9999 AA;A999 99;XXXX;XXXXX;XXXXXXXX;XXX;XXX XXX XX;XXXX XXXX;99999;9999 99;AAA 9999 A;99 AA 9999;
XXXXXXXXX;XXXX XXXXX;AAAA-99;AA AA 99;AA.AA.99;AAA.99;AA 999 AA;AAA 9A;AAAA9;AAAAAAA;AAAAAA;A999/AAA;A999/AAA;999/AAA;999/AAA;AA/9999/AA;AA/9999/AA;
AAA/999/99;99/9999/AA;AA9999/AA;9999/AA;AAA9/9999;XXXXX/XXXX;XXX/XXX;XX XX/XXXX""".replace("\n", "").split(";")

STATES = """ALABAMA ALASKA ARIZONA ARKANSAS CALIFORNIA COLORADO CONNECTICUT DELAWARE FLORIDA GEORGIA HAWAII IDAHO ILLINOIS
INDIANA IOWA KANSAS KENTUCKY LOUISIANA MAINE MARYLAND MASSACHUSETTS MICHIGAN MINNESOTA MISSISSIPPI MISSOURI MONTANA
NEBRASKA NEVADA NEW_HAMPSHIRE NEW_JERSEY NEW_MEXICO NEW_YORK NORTH_CAROLINA NORTH_DAKOTA OHIO OKLAHOMA OREGON
PENNSYLVANIA RHODE_ISLAND SOUTH_CAROLINA SOUTH_DAKOTA TENNESSEE TEXAS UTAH VERMONT VIRGINIA WASHINGTON WEST_VIRGINIA
WISCONSIN WYOMING ONTARIO QUEBEC ALBERTA PUERTO_RICO""".split()

PHRASES = """Garden State;Sunshine State;The Golden State;Land of Lincoln;Grand Canyon State;Live Free or Die;
Green Mountain State;Ocean State;First in Flight;Famous Potatoes;10,000 lakes;The Spirit of America;Wild Wonderful;
America's Dairyland;Show Me State;Empire State;The First State;Centennial;Sportsman's Paradise;Natural State;
Peace Garden State;Great Faces Great Places;In God We Trust;Aloha State;Constitution State;Evergreen State;Vacationland;
dmv.org;visit us online;MOTORS;AUTO HAUS;Honda of the Valley;Toyota City;Chevrolet;Ford Lincoln;www.autocenter.com;
Always there for you;Fire Fighter;University;Veteran;Alumni;Save the lakes;Treasure State;Equality State;Sooner""".replace(
    "\n", ""
).split(";")

BANDS = "D F I E P B NL L A CH PL CZ SK H SLO HR RO BG GR EST LV LT S FIN DK N GB IRL M UA MK SRB MNE BIH AL TR".split()

_EVEN = np.full(26, 1 / 26)


def fill(pattern: str, rng: np.random.Generator) -> str:
    """The pattern with its letters and digits drawn; marks stay as they are."""
    digits = DIGITS if rng.random() < 0.8 else "00182446711"
    letters = LETTERS if rng.random() < 0.7 else "OQDIBGSZVVYWMNHUUJTTAACLIEFNMW"
    out = []
    for sign in pattern:
        either = sign == "X"
        if sign == "A" or (either and rng.random() < 0.5):
            out.append(letters[int(rng.integers(len(letters)))])
        elif sign == "9" or either:
            out.append(digits[int(rng.integers(len(digits)))])
        else:
            out.append(sign)
    return "".join(out)


def phrase(rng: np.random.Generator) -> str:
    """A state's name or a slogan, in capitals at times."""
    pool = STATES if rng.random() < 0.5 else PHRASES
    text = pool[int(rng.integers(len(pool)))].replace("_", " ").strip()
    return text.upper() if rng.random() < 0.3 else text if rng.random() < 0.6 else text.title()
