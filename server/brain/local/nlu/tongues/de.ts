import { german as tongue } from "@/server/brain/gate/tongues/de";
import { alike } from "./shared";
import { clock, type GuestTongue } from "./tongue";

const MONTH = "januar|jänner|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember";
const PERSON =
  "rezeption|empfang|mitarbeiter\\p{L}*|menschen?|person|jemandem?|jemanden|chef\\p{L}*|manager\\p{L}*|restaurant|direktion";

export const german: GuestTongue = {
  tongue,
  articles: [],
  rules: [
    // "vom 3. bis 5. Dezember", "am 3."
    [
      new RegExp(
        `(?<![\\d.])(\\d{1,2}) ?\\.(?= (?:${MONTH}|bis|und|oder|auf|nächst|dies|für|an|ab)|\\d)(?!\\d)`,
        "g",
      ),
      "$1th",
    ],
    [/\b(am|den|dem|vom|zum|der|bis|ab) (\d{1,2}) \.(?= |$)/g, "$1 $2th"],
    [/\b(am|den|dem|vom|zum) (\d{1,2})(?= (?:bis|und|oder|für|$)|$)/g, "$1 $2th"],
    [/(?<!\d)viertel vor (\d{1,2})(?: uhr)?\b/g, (_m, hour) => clock(hour as string, -15)],
    [/(?<!\d)viertel nach (\d{1,2})(?: uhr)?\b/g, (_m, hour) => clock(hour as string, 15)],
    [/(?<!\d)dreiviertel (\d{1,2})(?: uhr)?\b/g, (_m, hour) => clock(hour as string, -15)],
    [/(?<!\d)halb (\d{1,2})(?: uhr)?\b/g, (_m, hour) => clock(hour as string, -30)],
    [
      /\b(\d{1,2}) (vor|nach) (\d{1,2})(?: uhr)\b/g,
      (_m, n, side, hour) => clock(hour as string, (side === "vor" ? -1 : 1) * Number(n)),
    ],
    [/(?<![\d:])(\d{1,2}) uhr (\d{1,2})\b/g, (_m, hour, minute) => clock(hour as string, minute)],
    [/(?<![\d:])(\d{1,2}) uhr\b/g, (_m, hour) => clock(hour as string)],
    [/(\d{1,2}:\d\d) uhr\b/g, "$1"],
    [/\b(?:noch )?(?:eine|einen|1) (nacht|tag) länger bleiben\b/g, "bleiben another $1"],
    [/\b(?:noch )?(?:eine|einen|1) (nacht|tag) (?:länger|mehr)\b/g, "another $1"],
    [/\b(\d+) (nächte|tage) (?:länger|mehr)\b/g, "$1 more $2"],
    [
      new RegExp(
        `\\b(?:mit )?(?:der |die |dem |den |einem |einer |eine |einen |ihrem |ihrer )?(?:echten |richtigen )?(${PERSON})(?: persönlich)? sprechen`,
        "gu",
      ),
      "sprechen mit $1",
    ],
    [
      /\b(?:habe|haben)\b (.{2,60}?) (?:vergessen|verloren|liegen ?lassen|liegengelassen|liegen gelassen)(?!\p{L})/gu,
      "left $1",
    ],
    [/\bwohnt (.{2,40}?) bei (?:ihnen|euch)\b/g, "is $1 staying with you"],
    [/\bist ((?:herr|frau|meine?) .{2,40}?) (?:bei ihnen|im hotel|im haus|da)\b/g, "is $1 staying with you"],
    [/\b(?:rufen|ruf) (?:sie |du )?(?:mich|uns) (?:bitte )?zurück\b/g, "call me back"],
    [
      /\b(\d{1,2}) (?:und (\d{1,2}) )?jahre(?: alt)?(?!\p{L})/gu,
      (_m, a, b) => `${a}${b ? ` and ${b}` : ""} years old`,
    ],
  ],
  words: `${alike}
ich | wir = i
mir | mich | uns | ihr | ihre* | ihnen | sie | man | es | das | dies | diese* | da | hier | dann | so | nun | jetzt | auch | schon | bereits | mal | doch | denn | eben | gerade | vielleicht noch | eigentlich | etwa | ungefähr | circa | also | ganz | sehr | gern | gerne | dafür | dazu | dabei | davon | etwas | wäre | wären | sein | werden | wird | würde | würden | würd | sich | zur | zum beispiel =
mein | meine* | unser* = my
der | die | den | dem | des = the
ein | eine | einen | einem | einer | eines = a
und = and
oder = or
aber = but
nicht = not
kein | keine* = no
nein | nee | nö = no
ja | jawohl = yes
bitte = please
danke | dankeschön | vielen dank | danke schön | besten dank = thank you
hallo | guten tag | guten morgen | guten abend | grüß gott | grüezi | moin | servus = hello
entschuldigung | verzeihung | tut mir leid = sorry
ist | sind | bin | liegt = is
bin ich = am i
habe | haben | hab | hätte | hätten | hat = have
möchte | möchten | hätte gern | hätte gerne | hätten gern | hätten gerne | würde gern | würde gerne | würden gern | würden gerne | wünsche | wünschen = would like
will | wollen = want
brauche | brauchen | benötige* | bräuchte* = need
kann | können | könnte* = can
können sie | könnten sie | kannst du = can you
kann ich | könnte ich | können wir | könnten wir = can i
darf | dürfen = may
darf ich | dürfen wir = may i
soll ich | sollen wir = shall i
möchten sie | hätten sie gern = would you like
muss | müssen = must
was = what
wann = when
wo = where
wer = who
wie = how
wie viele | wieviele = how many
wie viel | wieviel = how much
wie lange = how long
wie alt = how old
welche* = which
warum | wieso = why
ob = if
gibt es | gibts | gibt's = is there
haben sie | habt ihr = do you have
für = for
mit = with
ohne = without
von = of
vom = from the
ab = from
bis = until
bis zum | bis zu | bis zur = until the
am = on
im | in | ins = in
in der nähe = near
um | gegen = at
an = at
auf = on
nach = after
bei = at
beim = at the
über = over
zu = to
zum = to the
statt | anstatt = instead of
heute = today
heute abend | heute nacht | diese nacht = tonight
morgen = tomorrow
morgen früh = tomorrow in the morning
morgen abend = tomorrow in the evening
übermorgen = the day after tomorrow
gestern = yesterday
vorgestern = the day before yesterday
jeden tag = every day
nächste* = next
übernächste* = next next
diesen | dieser | dieses | kommende* | kommenden = this coming
dieses wochenende | am wochenende | kommendes wochenende | dieses we = this weekend
nächstes wochenende | nächste wochenende = next weekend
wochenende = weekend
nächste woche = next week
nächsten monat = next month
diese woche = this week
woche = week
wochen = weeks
monat* = month
tag = day
tage | tagen = days
einen tag | ein tag = a day
tag früher | tage früher | tagen früher = day earlier
tag später | tage später | tagen später = day later
früher = earlier
später = later
weihnachten = christmas
heiligabend = christmas eve
silvester = new years eve
neujahr = new years day
ostern = easter
morgens | am morgen | in der früh | früh = in the morning
vormittags | am vormittag = in the morning
mittags | um mittag = noon
nachmittags | am nachmittag = in the afternoon
abends | am abend = in the evening
nachts | in der nacht = at night
mitternacht = midnight
spät = late
nacht = night
nächte | nächten = nights
eine nacht = 1 night
weitere nacht | eine weitere nacht | noch eine nacht | zusätzliche nacht = another night
paar nächte | ein paar nächte | einige nächte = a few nights
ein paar tage | einige tage | paar tage = a few days
person | personen | leute | gäste | mann = people
eine person | einer person = 1 adult
erwachsene* = adults
ein erwachsener | einen erwachsenen = 1 adult
kind = child
kinder | kindern = children
baby = baby
sohn = son
tochter = daughter
meine frau | meiner frau = my wife
mein mann | meinem mann = my husband
freundin = girlfriend
zu zweit | wir zwei | uns beide | wir beide | uns zwei = 2 people
zu dritt = 3 people
zu viert = 4 people
wir sind = we are
es sind | das sind = there are
nur für mich | nur ich | für mich allein* | allein* | alleine = alone
jahre alt = years old
zimmer | zimmern = room
doppelzimmer* | zweierzimmer = double room
einzelzimmer* = single room
zweibettzimmer* | getrennte betten | getrennten betten = twin room
familienzimmer* = family room
zimmernummer | zimmer nummer = room number
bett | betten = bed
unterkunft = accommodation
übernachtung | übernachtungen = nights
übernachten = to stay
bleiben | bleibe = stay
buchen | reservieren | gebucht haben = to book
buche | buchen sie | reservieren sie | reserviere = book
buchen sie es | buchen sie das | nehme es | nehmen wir | nehme ich | nehmen wir es | nehm ich = i will take it
buchung | reservierung | buchungen = booking
gebucht | reserviert = booked
habe gebucht | haben gebucht | habe reserviert = have booked
habe eine buchung | habe eine reservierung | haben eine buchung = have a booking
frei | verfügbar = available
stornieren | storniere | stornierung | absagen | storno | canceln | annullieren | abbestellen = cancel
kostenlos stornieren | stornierungsbedingungen | stornobedingungen = cancellation policy
storniert = cancelled
ändern | umbuchen | verschieben | verlegen | abändern | wechseln | tauschen | ändern lassen = make a change
aufenthalt = stay
verlängern = stay longer
wieder herstellen | reaktivieren | versehentlich storniert = cancelled it by mistake
einchecken | anreisen | ankommen | komme an | kommen an | anreise | ankunft = arriving
auschecken = check out
auschecken lassen = check out
abreisen | abreise | abfahren | abfahrt = leaving
wann kann ich einchecken | ab wann kann ich einchecken | wann kann man einchecken | ab wann kann man einchecken | check in zeit = what time can i check in
früher einchecken | frühes einchecken | früh einchecken = early check in
später auschecken | spätes auschecken | spät auschecken = late check out
komme später | kommen später | komme spät | kommen spät | verspäte mich | verspätung = arriving late
rechnung bezahlen | rechnung begleichen | meine rechnung = settle my bill
was schulde ich = what do i owe
rechnung = invoice
bezahlen | zahlen | bezahle = pay
kostet | kosten | koste = is the price
was kostet | wie viel kostet | wieviel kostet | was kosten = how much is
preis | preise = price
teuer = expensive
zu teuer = too expensive
günstiger* | billiger* | preiswerter* = cheaper
anderes zimmer | andere zimmer | anderes | etwas anderes | eine alternative = another room
größeres zimmer | größer* = something bigger
insgesamt | zusammen = in total
bringen | bringen lassen = bring
schicken | senden = send
bekommen | kriegen | haben wir | geben = get
mehr | weitere* | zusätzliche* | extra = more
frische* = fresh
noch =
noch ein | noch eine | noch einen = another
handtuch = towel
handtücher | handtüchern | badetücher = towels
kissen | kopfkissen = pillow
decke | bettdecke | wolldecke = blanket
decken = blankets
laken | bettlaken = sheets
toilettenpapier | klopapier = toilet paper
zahnbürste = toothbrush
zahnbürsten = toothbrushes
zahnpasta = toothpaste
seife = soap
shampoo = shampoo
hausschuhe | pantoffeln = slippers
bademantel = bathrobe
kleiderbügel = hangers
bügeleisen = iron
föhn | fön | haartrockner = hair dryer
wasserkocher = kettle
gläser = glasses
wasser | flasche wasser = water
eis | eiswürfel = ice
adapter = adapter
ladegerät | ladekabel = charger
kinderbett | babybett | gitterbett = cot
zustellbett = extra bed
regenschirm = umbrella
zeitung = newspaper
zimmer putzen | zimmer reinigen | zimmer sauber machen | zimmer saubermachen = clean my room
zimmer geputzt | zimmer gereinigt | zimmerreinigung = room cleaned
putzen | reinigen | aufräumen = clean
housekeeping | hausdame = housekeeping
gepäck | koffer = luggage
gepäck abholen | koffer abholen | koffer tragen | gepäck tragen = pick up the luggage
wäsche = laundry
kaputt | defekt = broken
funktioniert nicht | geht nicht | gehen nicht | funktionieren nicht | geht leider nicht = is not working
tropft = leaking
verstopft = clogged
kein warmes wasser = no hot water
heizung | klimaanlage | dusche | toilette | fernseher | licht = heating
zu kalt = too cold
zu heiß | zu warm = too hot
laut | lärm | krach | zu laut = noise
schmutzig | dreckig | unsauber = dirty room
beschwer* = complaint
unmöglich | unverschämt* | enttäuscht = unacceptable
dringend = urgent
sofort = immediately
frühstück = breakfast
abendessen = dinner
mittagessen = lunch
halbpension = half board
parkplatz | parkplätze | parken | tiefgarage | garage = parking
speisekarte = menu
restaurant = restaurant
fitnessraum | fitnessstudio = gym
schwimmbad | hallenbad = pool
hund | hunde | hunden = dog
haustiere | haustier = pets
katze = cat
rauchen | raucher = smoking
nichtraucher* = non smoking
rollstuhl* | barrierefrei* = wheelchair
meerblick = sea view
gartenblick = garden view
balkon = balcony
aufzug | fahrstuhl | lift = elevator
flughafen = airport
bahnhof = station
adresse = address
wo sind sie | wo ist das hotel | wo liegt das hotel = where is the hotel
passwort = password
ruhiges zimmer | ruhig* = quiet room
hohes stockwerk | hoher stock | weit oben = high floor
hochzeitsreise | flitterwochen = honeymoon
geburtstag = my birthday
enthalten | inklusive | inbegriffen | im preis = included
offen | geöffnet | auf hat | macht auf | öffnet = open
sprechen mit | reden mit | spreche mit | sprech mit = speak to
mit jemandem | mit jemand | einen menschen | einem menschen | einen mitarbeiter | einem mitarbeiter | eine person sprechen | echten menschen = a person
mensch* = a person
mitarbeiter* = a person
jemanden | jemandem | jemand = someone
rezeption | empfang = reception
direktor* | chef* | geschäftsführ* = manager
verbinden sie mich | verbinden | durchstellen | stellen sie mich durch | verbinde mich = connect me
rückruf | zurückrufen | zurückgerufen = call me back
nachricht hinterlassen | eine nachricht hinterlassen | etwas ausrichten = leave a message
nachricht = message
liegen nachrichten | nachrichten für mich | habe ich nachrichten = any messages for me
wecken | weckruf | weckanruf | geweckt = wake up
weckruf stornieren | weckruf abbestellen = cancel the wake up call
nicht stören | nicht gestört werden = do not disturb
fundbüro | fundsachen = lost and found
warteliste = waiting list
sprechen sie | spricht = do you speak
sprechen wir | auf = speak
englisch = english
deutsch = german
spanisch = spanish
französisch = french
italienisch = italian
sind sie ein roboter | sind sie ein computer | sind sie ein mensch | sind sie echt | spreche ich mit einem computer | spreche ich mit einem roboter | sind sie eine maschine | ist das ein computer = are you a robot
nicht aufnehmen | nicht aufgenommen werden | keine aufnahme | nicht aufzeichnen | nicht aufgezeichnet werden = do not record
falsch verbunden | verwählt | falsche nummer = wrong number
wie bitte = pardon
noch einmal | nochmal | nochmals | wiederholen | wiederholen sie = repeat that
nicht verstanden = did not understand you
langsamer = slower
was können sie = what can you do
hilfe = help
von vorn | von vorne | neu anfangen | noch einmal von vorn = start over
moment | einen moment | moment mal | augenblick | einen augenblick | sekunde = hold_on
auf wiederhören | auf wiedersehen | tschüss | tschüs | ciao | bis dann | wiederhören | schönen tag noch = goodbye
das war's | das wars | das war alles | das ist alles | das wäre alles | das war es | mehr nicht | nichts mehr | das wär's | sonst nichts = that is all
nichts = nothing
lieber nicht = rather not
vergessen sie es | vergiss es | egal | lassen wir das | doch nicht = never mind
vielleicht | eventuell | mal sehen = maybe
weiß ich nicht | weiß nicht | keine ahnung | habe ich nicht | hab ich nicht | finde ich nicht | nicht zur hand | weiß es nicht = do not know
ich überlege | muss überlegen | noch überlegen = let me think
erste* zimmer | das erste | die erste | den ersten = 1st one
zweite zimmer | das zweite | die zweite = 2nd one
letztere* = latter
code | buchungscode | buchungsnummer | reservierungsnummer = code
telefonnummer | handynummer | rufnummer | telefon | handy = phone number
nummer = number
e mail | email | mail | mailadresse = email
kreditkarte | kartennummer | karte = credit card
die letzten vier | letzten vier ziffern = last four
prüfnummer | sicherheitscode = security code
reisepass | passnummer | pass = passport
personalausweis | ausweis* = id card
plus = plus
doppel = double
punkt = dot
bindestrich = dash
unterstrich = underscore
es brennt | feuer = there is fire
rauch | riecht nach rauch | brandgeruch = smell smoke
gas | gasgeruch = smell of gas
krankenwagen | notarzt | rettungswagen | arzt rufen = need an ambulance
herzinfarkt = heart attack
schlaganfall = having a stroke
bewusstlos | ohnmächtig | umgekippt = unconscious
atmet nicht | keine luft | bekomme keine luft = not breathing
blutet stark | blutet sehr | viel blut = lot of blood
brustschmerzen = chest pain
erstickt = choking
umbringen = kill myself
einbrecher | bricht ein | eingebrochen | überfall* = intruder
polizei = need the police
bedroht | bedrohen = being threatened
angegriffen | schlägt mich | schlägt sie = being attacked
notfall = this is an emergency
idiot | arschloch | scheiß* = shit
auf welchen namen | wie ist der name | wie heißen sie | ihr name = what is your name
nachname | nachnamen | familienname = surname
buchstabieren = spell
unter welcher nummer = which phone number
erreichen wir sie = reach you
von der sie anrufen | mit der sie anrufen = number you are calling from
kann ich noch etwas | kann ich sonst noch etwas | noch einen wunsch | sonst noch etwas = anything else
reisen sie an | möchten sie anreisen | kommen sie an = would you arrive
reisen sie ab | möchten sie abreisen = would you leave
bleiben sie | möchten sie bleiben = would you stay
ist das richtig | stimmt das | ist das so richtig | passt das = is that right
zeitraum = dates
datum | tagen = dates
`,
  names: `
mein name ist | mein name wäre | ich heiße | der name ist | der name lautet | name ist | ich bin der | ich bin die = my name is
ich bin = i am
hier ist | hier spricht | das ist | es ist | am apparat = this is
auf den namen | unter dem namen | auf den nachnamen = under the name of
auf | unter = under
nachname | nachname ist | der nachname ist | familienname | mein nachname ist = surname is
vorname | vorname ist | mein vorname ist = first name is
herr | herrn = mr
frau = mrs
doktor = dr
ja | genau | gern | gerne | natürlich | klar = yes
nein | nicht = no
bitte | danke = please
also | ähm | äh | na | dann = well
und = and
für = for
ich | wir | mein | meine = i
möchte | will | kann | habe | hätte | weiß | sage = want
das | es | der | die | den | dem | ein | eine | einen = the
was | wie | warum | wieso | wann | wo | wer = what
moment | augenblick = hold_on
buchstabiere | buchstabiert | man schreibt das = spelled
wie bitte | noch einmal = what
zimmer | buchung | nacht | nächte | personen = room
keine ahnung | keinen = no
vom | von der | aus = from
punkt = .
`,
};
