import { spokenIn } from "@/server/kernel/spoken";
import { shared } from "./shared";
import type { Tongue } from "./tongue";

/** What Norwegian and Danish have in common; forms of both, for guests and models mix them. */
const common = `${shared}
jeg = i
vi = we
du | dere | i | deg | dig | de = you
din | ditt | dine | dit | deres | jeres = your
han er | hun er | han har | hun har = he is
han | hun = he
det | dette | denne | disse = that
den = the
at | for | på | av | af | som | så | her | der | også | allerede | bare | kun | nå | nu | da | gjerne | gerne | meget | veldig | bra | godt | god* | hei | hej | goddag | takk | tak | tusen takk | mange tak | dessverre | desværre | vær så god | værsgo | unnskyld | undskyld | beklager | selvfølgelig | naturligvis | absolutt | perfekt | greit | fint | forstått | forstået | velkommen | oss | os | meg | mig | min | mitt | mit | vår | vores | våre | oppholdet | opphold | ophold | dato* | navn | etternavn | efternavn | nummer | telefonnummer | hjelpe | hjelper | hjælpe | hjælper | øyeblikk | øjeblik | spørsmål | ønske* | være | gjøre | gøre | si | sige | ringe | samtale* | assistent | automatisk* | tast* | trykk | norsk | dansk | språk | sprog | gjenta | gentage | vente | deretter | noe | noget | annet | andet | annen | anden | hver | hvert | helg | weekend | dessuten | desuden | alt | alle | ikke noe problem | ingen problem* | intet problem | bekymre | cirka | omtrent | mer | mere | skal | skulle | passer | gjelder | gælder | lige | litt | lidt | ennå | endnu | fortsatt | stadig =
og = and
eller = or
men = but
en | et | ett | ei = a
med = with
er | var | blir | bliver | ble | blev | blitt | blevet | har blitt | er blevet | vært | været | ligger = is
har | hadde | havde = have
finnes | finnes det | det finnes | det er | der er | er det ledig = there is
vi har = we have
jeg har = i have
kan = can
ja = yes
nei | nej = no
ikke | ingen | intet | aldri | aldrig = not
ingenting = nothing
gjest med det navnet | gæst med det navn | ingen med det navnet | ingen med det navn | med det navnet | med det navn = guest by that name
uten | uden = without
hvis | dersom | såfremt | når du | når dere | når det | før du | så snart = if
for å | for at = so that
trenger | behøver | brug for | finne | finde =
vet ikke | vet jeg ikke | vet dessverre ikke | ved ikke | ved jeg ikke | ved desværre ikke | ingen informasjon | ingen oplysninger = not know
kan ikke si | kan ikke sige | kan ikke opplyse | kan ikke oplyse | ikke opplyse | ikke oplyse | får ikke si | må ikke sige = can not say
jeg sjekker | jeg tjekker | skal sjekke | finne ut | finde ud af | undersøge = let me check
et øyeblikk | ett øyeblikk | et øjeblik = one moment
skal jeg | kan jeg | får jeg | må jeg | vil du | ønsker du | vil dere | har du | kan du | er det greit | går det | passer det | trenger du | kommer du | blir du | skal vi | er det | bliver du | skal nogen | skal noen | har i = qq
hvor | hvordan | hva | hvad | hvilke | hvilken | hvilket | hvem | hvor mange | når ønsker | når kommer | når vil | når = qq
vil ha | vil gerne have = you would like
booket | bestilt rom | bestilt | reservert | reserveret | bestilt værelse = is booked
bekreftet | bekræftet = is confirmed
bookingkode | bookingkoden | bestillingsnummer | bestillingskode | bestillingskoden | bookingnummer | reservasjonsnummer | reservationsnummer | reservasjonskode = booking code is
bestilling | bestillingen | booking | bookingen | reservasjon | reservasjonen | reservation | reservationen = booking
avbestilt | kansellert | avlyst | annulleret | afbestilt | aflyst = is cancelled
endret | ændret | forlenget | forlænget | flyttet | ombooket = is changed
oppgradert | opgraderet = is upgraded
lagt til | tilføyd | tilføjet = is added it
sendt = is sent
får | vil få | modtager | vil modtage | mottar = receive
bekreftelse | bekræftelse = confirmation
melding | besked | beskjed = message
setter deg over | setter over | viderekobler | kobler deg | stiller dig om | stiller om | viderestiller | forbinder | satt deg over = connecting you
opptaket | opptak | optagelse | optagelsen = recording
stoppet | slettet | slått av | slået fra = stopped
venteliste | ventelisten = you are on the waiting list
vekking | vekkingen | vækning | vækningen = wake up call
stilt inn | satt | indstillet | sat = is set
sjekket inn | innsjekket | tjekket ind | checket ind = is checked in
sjekket ut | utsjekket | tjekket ud | reist | rejst | ankommet = he has checked out
betalt | belastet | trukket | refundert | refunderet | tilbakebetalt | tilbagebetalt | godskrevet = is charged
funnet | fant | fundet | fandt = found
holdt av | holder av | holder | holdt | satt av = is on hold for
notert | noteret | meldt | rapportert | rapporteret | ordnet | informert | informeret | videreformidlet | gitt beskjed | givet besked | skrevet ned = is noted
ferdig | gjort | gjort klart | klart | klaret | færdig = it is done
på vei | på vej | underveis | undervejs = is on the way
med en gang | straks | umiddelbart | med det samme | omgående = right away
noen | nogen | en kollega | personalet | renholdet = someone
kommer med | sender | reparerer | tar seg av | tager sig af | sørger for | fikser | leverer | bringer = someone will send
ringer tilbake | ringe tilbake | ringer opp | ringer tilbage | ringe tilbage | ringer deg | ringer dig | kontakter | vender tilbage = someone will call back
garanterer | lover | forsikrer = i guarantee
spesialpris* | specialpris* | særpris* | beste pris* | laveste pris* | bedste pris* | billigste = best price
ledig | ledige | tilgjengelig* | tilgængelig* = is available
tilgjengelighet = availability
tilby | tilbyde = can offer you a
fullbooket | fullt | utsolgt | fuldt booket | udsolgt | optaget | opptatt = fully booked
ingen rom | ingen ledige rom | ingen værelser | ingen ledige værelser | intet ledigt = no rooms
siste rommet | sidste værelse = last room
siste | sidste = last
bare ett | kun et = only one
igjen | tilbage | tilbake = left
rom | rommet | *rom | *rommet | værelse | værelset | værelser | *værelse | *værelset = room
dobbeltrom | dobbeltværelse = double room
enkeltrom | enkeltværelse = single room
gratis | kostnadsfri* | uten kostnad | uten tillegg | uten ekstra kostnad | uden beregning | uden gebyr | uden ekstra = free of charge
inkludert | inkluderet | inngår | inklusive | inkl = is included
full refusjon | fuld refundering = full refund
refusjon | refundering = refund
rabatt | rabat | tilbud = discount
prosent | procent = percent
pris | prisen = price
koster = costs
totalt | til sammen | i alt | samlet | totalprisen | samlede | hele oppholdet | hele opholdet = in total
per natt | pr natt | pr nat | per nat | natten = a night
per person | pr person = per person
gebyr* | avgift | afgift | avbestillingsgebyr* | afbestillingsgebyr* = fee
depositum = deposit
å betale nå | at betale nu = due now
tillegg | tillæg | forskjell* | forskel* | ekstra = extra
euro = euros
cent = cents
kroner | kr = kroner
krone = krone
øre = ore
dollar = dollars
pund = pounds
natt | netter | nat | nætter | overnatting* | overnatning* = nights
en natt | én natt | en nat | én nat = 1 night
dag | dager | dage = days
time | timer = hours
minutt | minutter | minut = minutes
uke | uker | uge | uger = weeks
måned | måneder = months
person | personer | gjester | gæster = people
voksen | voksne = adults
barn | børn = children
meter = metres
kilometer = kilometres
etasje | etage | sal = floor
klokken | klokka | kl = at
halv = <-30
kvart over | kvarter over = <15
kvart på | kvarter i = <-15
om morgenen | om formiddagen = in the morning
om ettermiddagen | om eftermiddagen = in the afternoon
om kvelden | om aftenen = in the evening
om natten = at night
midnatt | midnat = midnight
i dag | i kveld | i natt | i aften | i nat = today
i morgen = tomorrow
i overmorgen = day after tomorrow
i går = yesterday
fra klokken | fra klokka | fra = from
fra den | fra d = from the
til klokken | til klokka | til = until
frem til | fram til | til og med = until
til den = to the
mellom | mellem = between
ankomst | ankommer | ankomst den = arrival on
avreise | avreiser | reiser | avgang | afrejse | afrejser | rejser = departure on
før | inden = before
frokost* | morgenmad* | morgenbord = breakfast
middag | halvpensjon | aftensmad | halvpension = dinner
lunsj = lunch
restaurant* = restaurant
basseng* | svømmebasseng* | svømme* | pool* = pool
badstue* | badstu* = sauna
treningsrom | treningsrommet | fitness* | motionsrum = gym
parkering* | garasje* | parkere | garage = parking
ladestasjon* | ladestander* = charging station
flybuss = shuttle
kjæledyr | husdyr | hund | hunder | hunde | katt* | kat | kæledyr = pets
røyke | røyking | røykfri* | ryge | rygning | røgfri* = smoking
barneseng* | sprinkelseng* | babyseng* = cot
ekstraseng* | opredning = extra bed
bagasje* | bagage* | koffert* | kuffert* = luggage
avbestilling* | avbestille | afbestilling* | afbestille | annullering* | annullere | kansellering* = cancellation
skatt* | moms | turistskatt = tax
kredittkort* | kreditkort* | kontant* = credit card
poeng | point = points
oppgradering | opgradering = upgrade
balkong* | altan* | balkon* = balcony
terrasse* = terrace
havutsikt | sjøutsikt | havudsigt | utsikt over havet = sea view
byutsikt | udsigt over byen = city view
badekar* = bathtub
klimaanlegg | aircondition | klimaanlæg = air conditioning
kjøkken* | køkken* | kjøleskap | køleskab = kitchen
kaffemaskin* | vannkoker = coffee machine
kingsize* = king bed
dobbeltseng* = double bed
enkeltsenger | enkeltsenge = twin beds
sovesofa = sofa bed
heis* | elevator* = lift
rullestol* | kørestol* = wheelchair
stille | rolig* = very quiet
strand* = beach
vaskeri* | vasketøy = laundry
romservice | roomservice = room service
sykler | sykkel | cykler | cykel = bikes
barnevakt | babysitter = babysitting
fjernsyn = television
safe | pengeskab = room safe
stjerner = stars
renovert | renoveret | nyoppusset = renovated
resepsjonen | receptionen = reception is
stasjon* | flyplass* | holdeplass* | station* | lufthavn* = station
hittegods = lost property
møterom | mødelokale = meeting room
bord = table
tillatt | tilladt | velkomne = allowed
forbudt = not allowed
mulig | muligt = possible
åpen | åpent | åpner | åben | åbent | åbner = opens
stengt | stenger | lukket | lukker = closes
serveres = served
tilbyr | tilbyder = have
gange = walk
herr | hr | fru = mr
gjest | gæst = guest
bor hos oss | bor hos os | bor her | er hos oss | bor = is staying with us
i rom | på rom | på værelse | i værelse = in room
ambulanse* | ambulance* = ambulance
politi* = police
brannvesen* | brandvæsen* = firefighters
lege | legen | læge | lægen = doctor
ringt | varslet | tilkalt | tilkaldt = called
kommer = coming
hjelp er på vei | hjelpen er på vei | hjælpen er på vej | hjælp er på vej = help is coming
hjertekompresjon* | hjertemassage | hjerte lunge redning = cpr
hjerteinfarkt | hjerteanfall | hjerteanfald = is having a heart attack
kortnummer | kortnummeret | sikkerhetskode | sikkerhedskode | passnummer | pasnummer = card number
håndkle | håndklær | håndklæde | håndklæder = towels
pute | puter | pude | puder = pillows
`;

export const norwegian: Tongue = {
  code: "no",
  spoken: spokenIn("no"),
  months: "januar februar mars april mai juni juli august september oktober november desember",
  weekdays: "mandag tirsdag onsdag torsdag fredag lørdag søndag",
  decimal: ",",
  dotted: true,
  thousand: ["tusen"],
  variants: (words) => [
    words.replace(" hundre", "hundre"),
    words.replace(" hundre og ", "hundreog"),
    words.replace(/^en hundre/, "hundre"),
    words.replace(/^en hundre/, "ett hundre"),
    words.replace("sju", "syv").replace("tjue", "tyve"),
  ],
  words: common,
};

export const danish: Tongue = {
  code: "da",
  spoken: spokenIn("da"),
  months: "januar februar marts april maj juni juli august september oktober november december",
  weekdays: "mandag tirsdag onsdag torsdag fredag lørdag søndag",
  decimal: ",",
  dotted: true,
  thousand: ["tusind", "tusinde"],
  variants: (words) => [
    words.replace(" hundrede", "hundrede"),
    words.replace(" hundrede og ", "hundredeog"),
    words.replace("hundrede og ", "hundrede "),
    words.replace(/^en hundrede/, "hundrede"),
    words.replace(/^en hundrede/, "et hundrede"),
  ],
  words: common,
};
