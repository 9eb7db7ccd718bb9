"""Words that say nothing about *which* product: articles, politeness, packaging. One table a language."""

from skill.understanding.normalise import fold

_EN = """a an the my our your some any of that this these those more another again please usual same last
i want need like would get me us for to and with in on one ones kind stuff thing things regular favourite favorite
always order ordered reorder buy bought time it them also just really"""
_FR = """un une des du de la le les l' d' mon ma mes notre nos votre vos ton ta tes ce cet cette ces celui ci
celle ceux encore plus autre s'il vous plait s'il te plait svp merci je j' veux voudrais prends prendre me moi
nous pour et avec en au aux a habituel habituelle habituels habituelles meme memes dernier derniere que qu' ai
commande commander recommande recommander achete acheter fois toujours"""
_DE = "ein eine einen einem einer der die das den dem mein meine meinen von vom bitte noch mehr und mit für"
_ES = "un una unos unas el la los las lo mi mis tu tus de del por favor mas otro otra y con para"
_IT = "un una uno il lo la i gli le l' mio mia miei mie di del della dei degli per favore ancora e con"
_PT = "um uma o a os as meu minha meus minhas de do da dos das por favor mais outro outra e com"

_TABLE = {"en": _EN, "fr": _FR, "de": _DE, "es": _ES, "it": _IT, "pt": _PT}

_PACKS = {
    "en": """bag bags box boxes pack packs packet packets bottle bottles can cans jar jars tin tins tub tubs carton
    cartons case cases piece pieces bunch loaf loaves roll rolls tube tubes bar bars pair pairs unit units""",
    "fr": """sac sacs sachet sachets boite boites paquet paquets bouteille bouteilles canette canettes pot pots
    bocal bocaux brique briques carton cartons piece pieces botte rouleau rouleaux tube tubes barre barres paire
    tablette tablettes lot lots unite unites kilo kilos litre litres""",
}
_OF = {"en": frozenset({"of"}), "fr": frozenset({"de", "d'", "du"})}


def fillers(language: str) -> frozenset[str]:
    """Words to leave out when a product is looked for; empty for a language without a table."""
    return _FILLERS.get(language, frozenset())


def packs(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Packaging words, and the words that join them to what is in them ("bag" + "of")."""
    return _PACK_WORDS.get(language, frozenset()), _OF.get(language, frozenset())


_FILLERS = {language: frozenset(fold(table, language)) for language, table in _TABLE.items()}
_PACK_WORDS = {language: frozenset(table.split()) for language, table in _PACKS.items()}
