"""The official words of the RSZ for its specific errors, Dutch and French: glossary 2023/3, annex 30."""

from typing import Final

LABELS: Final[dict[str, tuple[str, str]]] = {
    "006": ("Te veel identieke gevallen", "Trop d'occurrences avec les mêmes identifiants"),
    "014": ("Einddatum voorafgaand aan de begindatum", "Date de fin antérieure à la date de début"),
    "022": ("Onverenigbaar met het repertorium", "Incompatibilité avec le répertoire"),
    "058": ("Onvoldoende prestaties", "Prestations insuffisantes"),
    "089": ("Root niet gekend", "Root inconnu"),
    "092": ("Element niet gekend", "Elément inconnu"),
    "134": ("Geen gegevens", "Pas de données"),
    "151": ("Niet identificeerbaar", "Pas identifiable"),
    "155": ("Geen of vervallen mandaat", "Pas ou plus de mandat"),
    "181": ("Wijziging of annulatie niet toegelaten", "Modification ou annulation non autorisée"),
    "235": ("Niet opgenomen in het repertorium", "Non repris au répertoire"),
    "260": ("Aantal uren te hoog", "Nombre d'heures trop élevé"),
    "333": ("Dubbele Dimonaperiode", "Période Dimona en double"),
    "334": ("Overlappende Dimonaperiode", "En chevauchement"),
    "336": (
        "Verboden om Dimona-full en Dimona-light aangiftes voor dezelfde dag te verrichten",
        "Interdit de faire des déclarations Dimona-full et Dimona-light pour la même journée",
    ),
    "337": (
        "Verboden om meerdere Dimona-light periodes te hebben voor dezelfde dag",
        "Interdit d'avoir plusieurs périodes Dimona-light pour la même journée",
    ),
    "338": (
        "Onverenigbaarheid met het Dimona-full/-light systeem van de werkgever",
        "Incompatibilité avec le type de déclaration journalière (full/light) de l'employeur",
    ),
    "339": (
        "Prestatietype of einddatum en -uur ontbreekt",
        "Type de prestation ou date et heure de fin manquant",
    ),
    "340": (
        "Verboden om tegelijkertijd prestatietype en einddatum en -uur te vermelden",
        "Interdit de mentionner à la fois le type de prestation et la date et heure de fin",
    ),
    "341": ("Te lange periode (>24h)", "Période trop longue (>24h)"),
    "342": (
        "Aangifte alleen via een beveiligd kanaal voor deze werkgever",
        "Déclaration uniquement via un canal sécurisé pour cet employeur",
    ),
    "343": (
        "Werkgever niet actief in het werkgeversrepertorium",
        "Employeur non- ou plus actif au répertoire des employeurs",
    ),
    "344": ("Verboden uit te stellen", "Interdit de postposer"),
    "345": (
        "Het einduur valt vroeger dan het beginuur",
        "Heure de fin antérieure à l'heure de début",
    ),
    "346": ("Niet-gemigreerde werkgever", "L'employeur n'a pas encore opté pour la Dimona New"),
    "347": (
        "Onverenigbaar met het identificatienummer van de Dimonaperiode",
        "Incompatible avec le numéro d'identification de la période Dimona",
    ),
    "348": ("Onverenigbaar met het INSZ", "Incompatible avec le NISS"),
    "349": (
        "Onverenigbaarheid tussen het paritair comité en het werknemerstype",
        "Incompatibilité entre commission paritaire et type de travailleur",
    ),
    "350": (
        "Type werknemer verboden voor deze werkgever",
        "Type de travailleur interdit pour cet employeur",
    ),
    "351": ("Ondernemingsnummer of benaming ontbreekt", "Numéro d'entreprise ou dénomination manquant"),
    "352": (
        "Verboden om tegelijkertijd het ondernemingsnummer en de benaming te vermelden",
        "Interdit de mentionner à la fois le numéro d'entreprise et la dénomination",
    ),
    "353": (
        "Zelfde kaartnummer C3.2a als de vorige maand",
        "Même numéro de carte C3.2A que le mois précédent",
    ),
    "354": (
        "Identificatienummer van Dimonaperiode onbekend",
        "Numéro d'identification de période Dimona inconnu",
    ),
    "355": (
        "Reeds geannuleerde Dimonaperiode of dagelijkse registratie",
        "Période Dimona ou enregistrement journalier déjà annulé(e)",
    ),
    "356": ("Reeds afgesloten Dimonaperiode", "Période Dimona déjà clôturée"),
    "357": ("Dimonaperiode met een blokkerende anomalie", "Période Dimona avec anomalie bloquante"),
    "359": (
        "Verboden om een wijzigende aangifte te doen om een Dimonaperiode af te sluiten",
        "Interdit de faire une déclaration de modification pour clôturer une période Dimona",
    ),
    "360": ("Begindatum en/of einddatum verplicht", "Date de début et/ou de fin obligatoire"),
    "361": (
        "Begindatum/beginuur en/of einddatum/einduur verplicht",
        "Date/heure de début et/ou date/heure de fin obligatoire",
    ),
    "362": (
        "Verboden Dimona-aangiften te doen op een vergrendelde periode",
        "Interdit de faire des déclarations Dimona sur une période verrouillée",
    ),
    "363": ("INSZ of identificatiegegevens verplicht", "NISS ou données d'identification obligatoires"),
    "364": ("RSZ-nummer of ondernemingsnummer verplicht", "Numéro ONSS ou numéro d'entreprise obligatoire"),
    "368": (
        "Verboden de einddatum te verwijderen voor deze periode",
        "Interdit de supprimer la date de fin pour cette période",
    ),
    "369": ("Overschrijding van het contingent", "Dépassement du contingent"),
    "370": (
        "Begin- of einddatum na 31/12/2011 niet toegelaten voor een student",
        "Date de début ou de fin postérieure au 31/12/2011 non admise pour un étudiant",
    ),
    "420": (
        "Het aantal aangegeven dagen overschrijdt het aantal dagen van de periode",
        "Le nombre de jours déclaré dépasse le nombre de jours que compte la période",
    ),
    "421": (
        "De begin- en einddatum van de periode moeten tot hetzelfde kwartaal behoren",
        "Les dates de début et de fin de période doivent appartenir au même trimestre",
    ),
    "444": ("Er zijn geen wijzigingen gevonden", "Aucune modification n'a été détectée"),
    "450": (
        "Type aangifte tijdelijk verboden voor de geselecteerde periode",
        "Type de déclaration temporairement interdit pour la période sélectionnée",
    ),
    "459": (
        "Verboden om periodes met gelegenheidswerknemers te hebben over meer dan twee opeenvolgende dagen",
        "Interdit d'avoir des périodes occasionnelles sur plus de deux jours consécutifs",
    ),
    "460": ("Laattijdige aangifte", "Déclaration tardive"),
    "461": (
        "De werkgever heeft voor zijn dagelijkse registraties niet voor het Dimonasysteem gekozen",
        "L'employeur n'a pas opté pour le système Dimona pour ses enregistrements journaliers",
    ),
    "462": (
        "Onverenigbaarheid tussen de dagelijkse registratie en de karakteristieken van de Dimonaperiode",
        "Incompatibilité entre l'enregistrement journalier et la période Dimona",
    ),
    "483": (
        "Van toepassing wanneer de voorwaarden vervuld zijn",
        "Applicable si les conditions sont remplies",
    ),
    "510": (
        "Toegangsvoorwaarden voor flexi-jobs niet gerespecteerd",
        "Conditions d'accès aux Flexi-Jobs non-respectées",
    ),
    "514": ("Jonge werknemer zonder ervaring", "Jeune travailleur sans expérience"),
    "515": (
        "Technisch probleem: Controle op statuut 'Jongere zonder ervaring' onmogelijk",
        'Problème technique\N{NO-BREAK SPACE}: Impossible de contrôler le statut "Jeune sans expérience"',
    ),
    "521": ("Onverenigbaar met het soort werk", "Incompatible avec la nature de l'emploi"),
}
"""Official labels (Dutch, French) of the specific errors, by error number."""

OWN_LABELS: Final = {"90480-334": ("Overlappend", "En chevauchement")}
"""Codes whose label differs from the one of their error."""
