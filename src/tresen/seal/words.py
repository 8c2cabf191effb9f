"""The 1024 words of S12, as in protocol/words.json: short German nouns, plain ASCII. Their order is binding."""

from __future__ import annotations

from typing import Final

_TEXT: Final = """
abend acker adler affe ahorn akku album alge allee alm alpen amboss ameise ampel amsel anfang angel
anis anker antwort apfel april arena arie atem atlas auge august aula auster auto axt bach backe bad
bagger bahn balken balkon ball ballon bambus banane bank barde baron bart basalt bauer baum becher
beere beet beige bein beleg berg bergbau bericht besen besuch beton beutel bezirk biber biene bild
billard birne biskuit blatt blau blech blick blitz block blumen bluse boden bogen bohne bohrer bonbon
boot borke bote boxer brause breite bremse brett brezel brief brille brise brosche brot brunnen bucht
bude bunt burg bus busch butter cafe camp cello chef chor clown comic couch creme curry dach dame
dampf dank dattel dauer daumen deck deich delfin delta dialog dichter dill distel docht dohle doktor
dolde dom donner dorf dose drache draht drei drossel duft duo dusche ebbe eber echo ecke edel efeu
egge ehre eichel eimer einhorn eins eis eisen elch elefant elf elster ente enzian erbse erde ernte
esche esel essig etage etui eule faden fahne fahrt falke falte familie farbe farn fasan fass faust
feile fell fels fenchel fenster ferien ferse feuer fichte figur film filter finger fink firma fisch
flagge flamme flasche flieder fliege flocke flora flosse flotte flug flur fluss folie forelle form
forst foto frage frau freude freund frieden frosch frost frucht fuchs funke furche futter gabel
galerie gans garage garn garten gasse gast gebiet geige geist gelb gemse genuss gerste gesang gesicht
gewinn giebel gipfel giraffe gitarre glanz glas glaube glocke gnom gold gondel granit grau grill
grille grotte grund gruppe gruss gurke gurt haar hafer hain haken halle hals hammer hamster handel
hanf hang harfe harz hasel haube haut hecht hecke hefe heft heide heim heizung helm hemd henne herbst
hering herz heu hilfe himbeere himmel hirsch hirse hirte hobby hof holz honig hopfen horn hose hotel
huhn hummel humor hund idee igel iltis imker insel iris jacke jade jahr januar jasmin jazz jeans jubel
juli junge juni jurte juwel kabel kabine kaffee kai kajak kakao kaktus kalb kalender kalk kamel kamera
kamille kamin kamm kanal kandis kanne kanu kapelle karaffe karotte karpfen karte karton kasse kastanie
kasten kater katze kehle keks keller kern kerze kessel kette kiefer kies kilo kino kirche kirsche
kissen kiste kiwi klang klavier klee kleid klette klima klinge klippe kloster knall knie knopf knoten
koala kobold koch koffer kohl koje komet kompass kompott konfekt konto konzert koralle korb korken
kraft kragen kran kranich kranz kraut kreide kreis kresse kreuz krimi krone krug kruste kuchen kuckuck
kugel kuh kunde kunst kupfer kurs kurve kutsche lachs lack laden lager lamm lampe land landung lasso
laterne laub lauch lauf laune lava lavendel leben leder lehm lehrer leine leiter lenz lerche licht
liebe lied lilie limo linde linse lippe liste liter lob lokal lorbeer lotse luchs luft lupe lupine
magnet mai maler malz mandel mango mann mantel mappe marder marke markt marmor mars maske matrose maus
meer mehl meile melodie melone mensch messe metall meter miete milan milch mimose minute minze mittag
mitte mixer mode mohn mokka molke moment monat mond montag moos morgen most motor motte mulde murmel
muschel museum musik muskat muster mut nacht nadel nagel name narzisse natur nebel nektar nelke nest
netz neuheit neun nickel nische nixe nord norden note notiz november nudel null nummer nuss oase obst
ofen olive oma onkel opa oper orange orca orchidee orden orgel orkan ort osten ostern ostsee otter
ozean paar paket palast palme panda papa papaya papier pappel paprika parade park partner pass pastete
pate pauke pause pedal pegel pelikan pelle perle petunie pfad pfanne pfarrer pfau pfeffer pfeife pfeil
pferd pfirsich pflanze pflaume pfote pilger pilot pilz pinguin pinie pinsel pirat pixel plakat plan
planet platane plaza poesie pokal pol polka pollen pony portal post poster pracht preis prinz prise
pudding pulli pullover puls pult pumpe punkt puppe puzzle pyjama qualle quark quarz quelle quirl
quitte quiz radio rahm rahmen rakete rallye rand ranke ranzen raps rasen raster rat rauch raupe rebe
recht regal regen regie region reh reifen reigen reihe reise rentier rest rezept rhythmus riegel riese
riff rinde ring ritter robbe rock roggen rohr rolle roman rosa rosine route rubin rudel ruder ruf rune
rutsche saal sache sack saft sage sahne saite salat salbe salbei salz samen samt sandale sardine satin
sattel sauna schaf schal schale schalter schatz schaum scheibe schein schere scherz scheune schicht
schiene schiff schild schilf schirm schlaf schleife schloss schmied schnabel schnecke schnee schnur
schrank schrift schritt schuh schule schulter schwalbe schwan schwarm sechs see seehund segel seife
seil seite sekunde senf serie sessel sichel sieb sieben sieger signal silbe silber sinn sirup sitz
socke sofa sohle sohn sommer sonate sonne sonntag sorte spargel spatz specht speiche speise sperling
spiegel spiel spinat spitze sport sprache sprosse sprung spur stadt stall stamm stand star start
station staub steg stein stempel steppe steuer stich stiefel stier stift stille stimme stirn stock
stoff storch strand strauch strauss strich stroh strom strumpf stube stufe stuhl stunde sturm suche
sumpf suppe symbol system szene tabelle tablett tafel tag tal talent taler tandem tango tante tanz
tapete tasche taste tatze tausch team tee teich teig telefon teller tempel tempo tenor teppich termin
text theater thema thron thymian tiger tinte tipp tisch titel toast tochter tomate ton tonne topf
torte tour trab tracht traktor traube traum treff treppe tresen tresor treue trichter trio tritt
trommel tropfen truhe tube tuch tulpe tunnel turnier tusche ufer uhr uhu ulme umweg umzug uranus
urlaub urwald vanille vase vater veilchen venus verein vers versand video vieh vier viola violine
vogel vorhang vorrat vorteil vulkan wabe wachs waffel wagen wahl wald walnuss walzer wange wanne
wappen ware wasser watte weber weg weide wein weizen welpe welt werft werk wespe weste westen wetter
wiege wiesel wille wimpel wind winkel winter wirbel wirt wissen witz woche wolf wolke wunder wunsch
wurm wurst wurzel yacht zahl zander zange zapfen zauber zaun zebra zeder zehn zeichen zeit zelle
zement zentrum zettel ziege ziegel ziel ziffer zimmer zimt zinn zirkel zirkus zitrone zobel zone zoo
zopf zucker zug zukunft zunge zweck zwei zweig zwerg zwiebel zylinder
"""

WORDS: Final = tuple(_TEXT.split())


def four_words(data: bytes) -> tuple[str, str, str, str]:
    """The words of the first 40 bits of `data`, ten bits to a word."""
    number = int.from_bytes(data[:5], "big")
    first, second, third, fourth = (WORDS[number >> at & 1023] for at in (30, 20, 10, 0))
    return first, second, third, fourth
