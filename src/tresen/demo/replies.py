"""The quick replies of Bäckerei Sonnenschein."""

from __future__ import annotations

from typing import Final

from tresen.client import QuickReply

REPLIES: Final = (
    QuickReply(
        "oeffnungszeiten",
        "Öffnungszeiten",
        "Wir haben Montag bis Freitag von 6 bis 13 und von 14 bis 18 Uhr auf, samstags von 6 bis 12. "
        "Als Nächstes öffnen wir {{naechste_oeffnung}}.",
        "We are open Monday to Friday from 6 am to 1 pm and from 2 pm to 6 pm, and on Saturdays from 6 am to noon. "
        "We next open {{next_opening}}.",
        ("offen", "geöffnet", "Uhrzeit", "opening hours"),
    ),
    QuickReply(
        "bestellt",
        "Bestellung ist notiert",
        "Guten Tag, {{kunde}}! Ihre Bestellung ist notiert. Wir legen alles für Sie zurück.",
        "Hello {{customer}}! We have noted your order and will put everything aside for you.",
        ("Bestellung", "vorbestellen", "order"),
    ),
    QuickReply(
        "abholbereit",
        "Bestellung ist abholbereit",
        "Guten Tag, {{kunde}}! Ihre Bestellung liegt für Sie bereit. Bis gleich in der {{adresse}}!",
        "Hello {{customer}}! Your order is ready for you at {{address}}. See you soon!",
        ("abholen", "fertig", "pick up"),
    ),
    QuickReply(
        "torte",
        "Torte auf Bestellung",
        "Sehr gern! Für eine Torte brauchen wir drei Tage. Für wie viele Personen soll sie sein, welche Sorte, und was soll "
        "darauf stehen?",
        "With pleasure! We need three days to make a cake. How many people is it for, which kind would you like, and "
        "what should we write on it?",
        ("Geburtstagstorte", "Hochzeitstorte", "Kuchen", "cake"),
    ),
    QuickReply(
        "torte-anzahlung",
        "Anzahlung für Torten",
        "Für Torten ab 60 € bitten wir um eine Anzahlung von 20 €, bar oder mit Karte im Laden.",
        "For cakes of €60 or more we ask for a €20 deposit, by cash or card in the shop.",
        ("Anzahlung", "Preis", "deposit"),
    ),
    QuickReply(
        "allergie",
        "Nach Allergien fragen",
        "Gibt es Allergien, auf die wir achten sollen? Nüsse, Ei und Milch sind bei uns in der Backstube.",
        "Are there any allergies we should know about? We use nuts, eggs and milk in our bakery.",
        ("Allergene", "Haselnüsse", "glutenfrei", "allergy"),
    ),
    QuickReply(
        "vegan",
        "Was vegan ist",
        "Vegan sind bei uns die Schrippen, das Roggenbrot, die Brezeln und der Pflaumenkuchen vom Blech.",
        "Our rolls, the rye bread, the pretzels and the plum cake are vegan.",
        ("vegan", "ohne Milch", "ohne Ei"),
    ),
    QuickReply(
        "ausverkauft",
        "Für heute ausverkauft",
        "Das ist für heute leider schon weg. Sollen wir Ihnen für morgen etwas zurücklegen?",
        "That has sold out for today, I’m afraid. Shall we put something aside for you tomorrow?",
        ("ausverkauft", "noch da", "sold out"),
    ),
    QuickReply(
        "anfahrt",
        "So finden Sie uns",
        "Sie finden uns in der {{adresse}}. Parken können Sie hinter dem Haus.",
        "You will find us at {{address}}. You can park behind the building.",
        ("Adresse", "Weg", "Straße", "parken", "directions"),
    ),
    QuickReply(
        "bezahlen",
        "Wie man bezahlt",
        "Bei uns können Sie bar, mit Karte und mit dem Handy bezahlen.",
        "You can pay in cash, by card or with your phone.",
        ("Karte", "bar", "EC", "payment"),
    ),
    QuickReply(
        "reklamation",
        "Etwas war nicht gut",
        "Das tut uns leid, {{kunde}}. Kommen Sie bitte vorbei, wir machen es wieder gut. Herzlich, {{mitarbeiter}}",
        "We are sorry, {{customer}}. Please drop in and we will put it right. Kind regards, {{staff}}",
        ("Beschwerde", "schlecht", "falsch", "complaint"),
    ),
    QuickReply(
        "danke",
        "Danke und bis bald",
        "Vielen Dank, {{kunde}}, und bis bald bei {{betrieb}}!",
        "Thank you, {{customer}}, and see you soon at {{business}}!",
        ("Dank", "Gruß", "thanks"),
    ),
)
"""What a baker is asked every day."""
