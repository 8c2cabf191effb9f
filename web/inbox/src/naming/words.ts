/** Words by which a name is found in a message, all in small letters. */

const list = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter((word) => word !== ""));

/** They make a name of whatever follows. */
export const TITLES = list(`
  frau fr herr hr familie fam firma praxis mrs ms mr miss mx family dr doktor prof professor
`);

/** They stand inside a name, in small letters. */
export const PARTICLES = list(
  "von van de den der da dos di du del della la le el al bin ibn zu zur vom ten ter",
);

/** A name does not begin with these, though the rules of German or of sentences write them large. */
export const NO_NAMES = list(`
  ich wir ihr sie er es du man uns mir mich ihnen ihre ihr ihren ihrer ihrem dein deine euer eure euch mein meine unser unsere sein seine
  der die das den dem des ein eine einen einem einer kein keine dies diese dieser dieses
  ist sind war waren bin seid habe haben hat hatte hätte hätten wäre würde würden kann können könnte könnten könnt möchte möchten wollte
  will soll sollte muss müssen darf dürfen gibt geht kommt komme wird werden brauche suche bitte danke dank vielen viel viele herzlichen
  herzliche liebe lieber liebes schöne schönen schönes beste besten guten gute gutes hallo hi hey moin servus tschüss tschüs ciao bis
  bald mal noch schon auch nur nochmal nochmals wieder und oder aber denn weil dass wenn ob was wann wo wie wer warum wieso welche
  welcher welches alles nichts jemand niemand etwas ja nein nicht nie so jetzt nun gleich heute morgen gestern abend mittag vormittag
  nachmittag nacht woche wochenende monat jahr uhr tag tage zeit
  montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag januar februar märz april mai juni juli august september
  oktober november dezember ostern pfingsten weihnachten silvester advent
  monday tuesday wednesday thursday friday saturday sunday january february march june july october december easter christmas today
  tomorrow yesterday morning evening tonight
  herrn mama mami papa papi oma opa mutter vater tochter sohn mann kind kinder kunde kundin kunden stammkunde stammkundin nachbar nachbarin
  freund freundin chef chefin team leute alle zusammen damen herren allergiker allergikerin vegetarier vegetarierin veganer veganerin
  rentner rentnerin student studentin lehrer lehrerin arzt ärztin patient patientin anfänger mitglied gast gäste
  bestellung termin rechnung frage fragen anfrage nachricht nummer adresse link foto fotos bild bilder datei anhang liste zettel
  beleg quittung gutschein angebot auftrag liefertermin name vorname nachname telefon telefonnummer handy mail email
  brot brote brötchen kuchen torte torten stau strom stromausfall regen schluss ende ruhe chaos notfall problem licht tür laden
  deutschland österreich schweiz berlin hamburg münchen köln frankfurt stuttgart dresden leipzig wien zürich
  i you we they he she it the a an this that my your our is are was am have has had can could would will shall do does did
  please thanks thank cheers best kind warm hello dear good great nice sorry sure ok okay yes no not here there what when where who how
  why which and or but if so just still again about urgent important order appointment invoice question message number address picture
  photo list voucher customer client vegan vegetarian allergic pregnant mum mom dad teacher student new late
  mate guys folks heißen heiße hier sincerely truly faithfully regards wishes mit mfg lg vg gruß grüße grüßen ps tschau wochenenden grüss gott
  für ab an am im in zum auf aus bei nach um über ohne voraus advance lot much many very
`);

/** Given names: what many people here are called. They make a name where a capital letter alone would not be enough. */
export const GIVEN = list(`
  abdul adam adrian agnes ahmed aisha alba albert alessandra alessandro alex alexander alexandra ali alice alina alma amelie amir amira
  amy ana anastasia andrea andreas andrew angela angelika anja anke ann anna anne annette annika antje anton antonia anneliese annemarie
  arda arne arthur astrid aylin ayse ayşe barbara bastian beate beatrice ben benedikt benjamin bernd bernhard bettina bianca birgit björn
  boris brigitte bruno burak can carina carl carla carlos carmen carola caroline carolin carsten catherine cem charlotte chiara christa
  christian christiane christina christine christoph christopher clara claudia claus clemens cordula cornelia dagmar dana daniel daniela
  darius david dennis deniz detlef diana dieter dietmar dilara dirk dominik dominika donald dora doris doreen dorothea dörte ebru eckhard
  edgar edith eduard elena eleonore elias elif elisa elisabeth elizabeth elke ella elli emil emilia emily emine emma emre enrico erhard
  eric erik erika ernst erwin esra esther eva evelyn ewa fabian fabienne fadime fatima fatma felix ferdinand finja finn fiona florian
  francesca franz franziska frauke fred frederik friederike friedrich frieda fritz gabi gabriel gabriele gaby george georg gerd gerda
  gerhard gert gisela giulia giuseppe gregor greta gudrun guido günter günther gustav hakan hanna hannah hannelore hannes hans harald
  hartmut hasan hassan hatice heide heidi heike heiko heiner heinrich heinz helen helena helene helga hella helmut hendrik henning henri
  henriette henry herbert hermann hilde hildegard holger horst hubert hülya hüseyin ian ibrahim ida igor ilse ilona ina ines inga inge
  ingeborg ingo ingrid irene irina iris irmgard isabel isabella isabelle ismail ivan iwona jacob jacqueline jakob james jan jana jane
  janina janine jannik jasmin jasper jean jennifer jens jeremy jessica joachim joanna jochen johann johanna johannes john jonas jonathan
  jörg jörn josef josefine joseph joshua juan judith jule julia julian juliane jürgen jutta kai karen karin karina karl karla karolina
  karsten katarina katarzyna kate katharina kathrin katja katrin kemal kerstin kevin kim kirsten kilian klara klaus konrad konstantin
  korbinian krzysztof kurt lara larissa lars laura lea lena leni leo leon leonard leonie lennard lennart levin liam lia lieselotte lilli
  lilly lina linda linus lisa liselotte lorena lorenz lothar louis louisa louise luca lucas lucia lucy ludwig luis luisa lukas luke
  lutz lydia łukasz maja małgorzata malte mandy manfred manuel manuela marc marcel marco marcus mareike margarete margit margot maria
  marianne marie marina mario marion marius mark marko markus marlene marlies marta martha martin martina mary mateusz mathilda matteo
  matthew matthias mattis max maximilian maya mechthild mehmet meike melanie melina melissa mert meryem mia michael michaela michelle
  miguel mike mila milan mira miriam mohamed mohammed mona monica monika moritz murat mustafa nadine nadja nancy natalia natalie nele
  nicholas nick nicolas nicole niels niklas niko nikola nils nina noah nora norbert nuri ole olaf oleg olena olga oliver olivia oskar
  osman otto ömer özlem pamela pascal patricia patrick paul paula pauline pawel paweł peter petra philip philipp pia piotr rachel rafael
  rainer ralf ramona raphael rebecca regina regine reiner reinhard renate renee ricarda richard rita robert robin roland rolf roman
  ronald ronja rosa rosemarie roswitha rudi rudolf ruth sabine sabrina sally samantha samira samuel sandra sara sarah sascha sebastian
  selim selin selma serap sergej sevda sibylle siegfried sigrid silke silvia simon simone sina sofia sofie sonja sophia sophie stefan
  stefanie steffen stella stephan stephanie steven susan susanne svenja sven sybille sylvia tamara tanja tatjana thea theo theodor
  theresa therese thomas thorsten till tilman tim timo tina tobias tom tomasz toni torben torsten traute tristan udo ulf uli ulla ulrich
  ulrike ursula uschi ute uwe valentin valentina vanessa vera verena veronika viktor viktoria vincent viola volker waltraud walter
  wanda werner wiebke wilfried wilhelm willi william winfried wladimir wolfgang xenia yannick yara yasemin yasmin yusuf yvonne zeynep zoe
`);
