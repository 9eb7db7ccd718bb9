"""A few values for Amazon's own slot types, to train on where a model cannot list any. Not exhaustive."""

from collections.abc import Mapping

_EN: Mapping[str, tuple[str, ...]] = {
    "AMAZON.DATE": ("today", "tomorrow", "next monday", "this weekend", "friday", "the fifth of march", "next week",
                    "last month", "in three days", "june second", "tonight", "seven pm", "half past eight"),
    "AMAZON.City": ("paris", "new york", "san francisco", "seattle", "london", "buenos aires", "madrid", "los angeles"),
    "AMAZON.US_CITY": ("new york", "chicago", "los angeles", "salt lake city", "austin", "boston", "new orleans"),
    "AMAZON.US_STATE": ("california", "texas", "new jersey", "washington", "north carolina", "ohio", "oregon"),
    "AMAZON.Country": ("france", "germany", "the united states", "south korea", "brazil", "new zealand", "morocco"),
    "AMAZON.FirstName": ("john", "mary", "ahmed", "sophie", "david", "linda", "carlos", "emma", "wei"),
    "AMAZON.US_FIRST_NAME": ("john", "mary", "ahmed", "sophie", "david", "linda", "carlos", "emma"),
    "AMAZON.Artist": ("adele", "the beatles", "miles davis", "taylor swift", "daft punk", "bob marley", "pink floyd"),
    "AMAZON.Musician": ("adele", "the beatles", "miles davis", "taylor swift", "daft punk", "bob marley"),
    "AMAZON.MusicRecording": ("yesterday", "let it be", "bohemian rhapsody", "hey jude", "imagine", "like a prayer"),
    "AMAZON.MusicAlbum": ("abbey road", "thriller", "kind of blue", "back to black", "the dark side of the moon"),
    "AMAZON.MusicPlaylist": ("chill vibes", "summer hits", "my running playlist", "sunday morning", "rock classics"),
    "AMAZON.Genre": ("jazz", "rock", "hip hop", "classical", "electronic", "country", "reggae"),
    "AMAZON.Movie": ("titanic", "the godfather", "star wars", "jurassic park", "the lion king", "pulp fiction"),
    "AMAZON.Book": ("hamlet", "the old man and the sea", "war and peace", "harry potter", "the da vinci code"),
    "AMAZON.Food": ("pizza", "green beans", "apple pie", "bread", "chicken soup", "milk", "ice cream"),
    "AMAZON.Color": ("red", "blue", "dark green", "yellow", "light blue", "black"),
    "AMAZON.Room": ("kitchen", "living room", "bedroom", "office", "bathroom", "garage"),
    "AMAZON.Restaurant": ("chez pierre", "the golden dragon", "olive garden", "joe's diner", "burger palace"),
    "AMAZON.StreetName": ("main street", "fifth avenue", "elm road", "rue de rivoli", "sunset boulevard"),
    "AMAZON.PostalAddress": ("twelve main street", "one hundred fifth avenue", "forty two elm road"),
    "AMAZON.Animal": ("dog", "cat", "blue whale", "elephant", "golden retriever"),
    "AMAZON.Person": ("barack obama", "marie curie", "albert einstein", "serena williams", "tom hanks"),
    "AMAZON.Actor": ("tom hanks", "meryl streep", "denzel washington", "audrey tautou", "brad pitt"),
}  # fmt: skip
_FR: Mapping[str, tuple[str, ...]] = {
    "AMAZON.DATE": ("aujourd'hui", "demain", "lundi prochain", "ce week-end", "vendredi", "le cinq mars", "ce soir",
                    "la semaine prochaine", "dans trois jours", "à huit heures", "sept heures et demie", "deux heures"),
    "AMAZON.City": ("paris", "new york", "marseille", "londres", "clermont-ferrand", "bruxelles", "montréal", "lyon"),
    "AMAZON.FR_CITY": ("paris", "lyon", "marseille", "clermont-ferrand", "lille", "saint-étienne"),
    "AMAZON.Country": ("la france", "l'allemagne", "les états-unis", "le japon", "le maroc", "le brésil"),
    "AMAZON.FirstName": ("jean", "marie", "ahmed", "sophie", "julien", "camille", "jean-pierre", "emma"),
    "AMAZON.FR_FIRST_NAME": ("jean", "marie", "ahmed", "sophie", "julien", "camille", "jean-pierre"),
    "AMAZON.Artist": ("stromae", "les beatles", "daft punk", "édith piaf", "jacques brel", "taylor swift"),
    "AMAZON.Movie": ("titanic", "le parrain", "amélie", "les visiteurs", "star wars", "le roi lion"),
    "AMAZON.Food": ("pizza", "haricots verts", "tarte aux pommes", "pain", "lait", "glace à la vanille", "poulet"),
    "AMAZON.Color": ("rouge", "bleu", "vert foncé", "jaune", "noir"),
    "AMAZON.Room": ("cuisine", "salon", "chambre", "bureau", "salle de bain"),
}  # fmt: skip
EXAMPLES: Mapping[str, Mapping[str, tuple[str, ...]]] = {"en": _EN, "fr": _FR}

# For a type of which nothing is known: ordinary noun phrases of one to four words, so that length varies.
GENERIC: Mapping[str, tuple[str, ...]] = {
    "en": ("piano", "green river", "old stone bridge", "miller", "north harbor", "the silver fox", "lantern",
           "cabin in the woods", "orange", "grandma's garden", "blue note", "harrison ford", "night walk", "velvet"),
    "fr": ("piano", "rivière verte", "vieux pont de pierre", "dupont", "le port du nord", "renard", "lanterne",
           "une cabane dans les bois", "orange", "le jardin de mamie", "note bleue", "balade de nuit", "velours"),
}  # fmt: skip
