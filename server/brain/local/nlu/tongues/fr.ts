import { french as tongue } from "@/server/brain/gate/tongues/fr";
import { alike } from "./shared";
import { clock, type GuestTongue } from "./tongue";

const DAY = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche";

/** An elided word stands alone: "j' aimerais". */
export const french: GuestTongue = {
  tongue,
  articles: ["un", "une"],
  rules: [
    // A day comes first: "le 3/12".
    [/(?<![\d/])(\d{1,2})\/(\d{1,2})(?![\d/])/g, "$1.$2."],
    [/\b(\d{1,2}) ?h ?(\d\d)\b/g, (_m, hour, minute) => clock(hour as string, minute)],
    [/\b(\d{1,2}) ?h\b(?! ')/g, (_m, hour) => clock(hour as string)],
    [/\b(\d{1,2}|une) heures? et demie?\b/g, (_m, hour) => clock(hour === "une" ? 1 : (hour as string), 30)],
    [/\b(\d{1,2}|une) heures? et quart\b/g, (_m, hour) => clock(hour === "une" ? 1 : (hour as string), 15)],
    [
      /\b(\d{1,2}|une) heures? moins le quart\b/g,
      (_m, hour) => clock(hour === "une" ? 1 : (hour as string), -15),
    ],
    [
      /\b(\d{1,2}|une) heures? moins (\d{1,2})\b/g,
      (_m, hour, minute) => clock(hour === "une" ? 1 : (hour as string), -Number(minute)),
    ],
    [
      /\b(\d{1,2}|une) heures? (\d{1,2})\b/g,
      (_m, hour, minute) => clock(hour === "une" ? 1 : (hour as string), minute),
    ],
    [/\b(\d{1,2}|une) heures?\b/g, (_m, hour) => clock(hour === "une" ? 1 : (hour as string))],
    [/\b1er\b/g, "1st"],
    [
      /\bpremier (?=janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre)/g,
      "1st ",
    ],
    [/\b(?:du|entre le) (\d{1,2}) (?:au|et le|jusqu' au) (\d{1,2})\b/g, "à partir du $1th jusqu' au $2th"],
    [
      /\b(?:le |ce )?(?:prochain )?(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) (?:prochain|qui vient)\b/g,
      "ce $1",
    ],
    [/\b(?:une|1) (nuit|jour) de plus\b/g, "encore une $1"],
    [/\b(\d+) (nuits|jours) de plus\b/g, "$1 plus $2"],
    [/\b(?:nous sommes|on est|on sera|nous serons) (?:à )?(\d{1,2})\b/g, "nous sommes $1 personnes"],
    [/\b(?:j' |nous |on )?(?:ai|avons|a) (?:oublié|perdu|laissé)(?!\p{L})/gu, "i left"],
    [
      /\b(?:est ce que )?((?:monsieur|madame|m|mme) \p{L}+) (?:est il|est elle|loge|séjourne|est)(?: chez vous| là| à l' hôtel)?/gu,
      "is $1 staying with you",
    ],
    [/\b(\d{1,2}) (?:et (\d{1,2}) )?ans\b/g, (_m, a, b) => `${a}${b ? ` and ${b}` : ""} years old`],
    [new RegExp(`\\b(?:le|ce) (${DAY})\\b`, "g"), "$1"],
    [/\brien d' autre\b/g, "c' est tout"],
  ],
  words: `${alike}
je | j' | nous | on = i
me | m' | se | s' | y | en | ce | c' | ça | cela | que | qu' | donc | alors | aussi | très | bien | là | ici | il | elle | ils | votre | vos | être | faire | avoir | aller | si vous voulez | peu =
le | la | l' | les | des = the
mon | ma | mes | notre | nos = my
un | une = a
et = and
ou = or
mais = but
moi = me
pas | ne | n' = not
non = no
oui | ouais = yes
s' il vous plaît | s' il vous plait | svp = please
merci | merci beaucoup | merci bien = thank you
bonjour | bonsoir | salut | allô = hello
pardon | désolé* | excusez moi = sorry
est | sont | suis | sommes | c' est = is
nous sommes = we are
on sera | nous serons = we will be
ai | avons | j' ai | a = have
veux | voulons | désire | désirons = want
voudrais | voudrions | aimerais | aimerions | souhaite | souhaitons | souhaiterais | souhaiterions = would like
ai besoin d' | ai besoin de | avons besoin de | avons besoin d' | j' ai besoin de | j' ai besoin d' | il me faut | il nous faut | il me faudrait | besoin d' | besoin de = need
peux | puis je | est ce que je peux | pouvons nous | je peux | on peut | peut on = can i
pouvez vous | pourriez vous | est ce que vous pouvez | vous pouvez | vous pourriez = can you
est ce qu' il y a | y a t il | il y a = is there
avez vous | est ce que vous avez | vous avez | auriez vous = do you have
avez vous une chambre | auriez vous une chambre | avez vous des chambres | il vous reste une chambre | il vous reste des chambres | vous reste t il = do you have rooms available
est ce que = 
qu' est ce que | quoi | quel | quelle | quels | quelles = what
quand = when
à quelle heure | à partir de quelle heure | jusqu' à quelle heure = what time
où = where
qui = who
comment = how
combien de = how many
combien = how much
combien coûte | combien ça coûte | combien coûtent | c' est combien | quel est le prix | combien coûterait | ça coûte combien | quel prix = how much is
pourquoi = why
si = if
pour = for
avec = with
sans = without
de | d' = of
du = from the
à partir du | à partir de | dès le = from the
au = to the
jusqu' au | jusqu' à | jusqu' = until
à = at
dans = in
en | sur = on
vers = about
après = after
avant = before
au lieu de | au lieu du = instead of
aujourd' hui = today
ce soir | cette nuit = tonight
demain = tomorrow
après demain = the day after tomorrow
hier = yesterday
demain matin = tomorrow in the morning
demain soir = tomorrow in the evening
du matin | le matin | dans la matinée = in the morning
de l' après midi | l' après midi | après midi = in the afternoon
du soir | le soir | dans la soirée = in the evening
midi = noon
minuit = midnight
ce | cet | cette = this
prochain | prochaine = next
ce week end = this weekend
le week end prochain | week end prochain = next weekend
week end = weekend
la semaine prochaine | semaine prochaine = next week
le mois prochain | mois prochain = next month
cette semaine = this week
semaine = week
semaines = weeks
une semaine = a week
jour | journée = day
jours = days
mois = month
nuit | nuitée = night
nuits | nuitées = nights
une nuit = 1 night
encore une nuit | une nuit supplémentaire = another night
encore une jour | encore un jour | un jour supplémentaire = another day
quelques nuits = a few nights
quelques jours = a few days
un jour plus tôt | un jour avant = a day earlier
un jour plus tard | un jour après = a day later
plus tôt = earlier
plus tard = later
noël = christmas
réveillon de noël = christmas eve
réveillon | saint sylvestre | nouvel an = new years eve
jour de l' an = new years day
pâques = easter
personne = adult
personnes | gens = people
une personne = 1 adult
adulte | adultes = adults
un adulte = 1 adult
enfant = child
enfants = children
bébé = baby
fils = son
fille = daughter
ma femme | ma compagne | mon épouse = my wife
mon mari | mon compagnon = my husband
à deux | nous deux | à 2 | nous 2 | tous les deux = 2 people
à trois | à 3 = 3 people
à quatre | à 4 = 4 people
seul | seule | moi seul | juste moi | que moi | pour moi = alone
chambre | chambres = room
numéro de chambre = room number
chambre double | chambres doubles | double | doubles | grand lit = double room
chambre simple | chambre individuelle | chambre single = single room
lits séparés | lits jumeaux | deux lits | 2 lits = twin room
chambre familiale = family room
hébergement = accommodation
réserver | faire une réservation | une réservation = to book
réservez | réservez la | réservez le | réservez moi = book it
je la prends | je prends | on la prend | nous la prenons | je le prends = i will take it
rester | séjourner | venir = to stay
réservation | réservations = booking
séjour = stay
j' ai une réservation | ai une réservation | avons une réservation | j' ai fait une réservation | ai réservé | j' ai réservé | avons réservé = i have a booking
réservé* = booked
libre | libres | disponible | disponibles | disponibilité* = available
annuler | annulez | annulation de la réservation = cancel
conditions d' annulation | annulation gratuite | frais d' annulation | politique d' annulation = cancellation policy
annulé* = cancelled
changer | modifier | déplacer | décaler | reporter = make a change
prolonger | rester plus longtemps = stay longer
annulé par erreur | rétablir ma réservation | rétablir la réservation = cancelled it by mistake
arriver | arrivée | arrive | arrivons | arriverai | arriverons = arriving
départ | partir | pars | partons = leaving
faire le check out | rendre la chambre | libérer la chambre | régler et partir = check out
faire le check in = check in
à quelle heure est l' arrivée | à quelle heure peut on arriver | à quelle heure puis je arriver | à partir de quelle heure peut on arriver | à partir de quelle heure puis je arriver | à quelle heure est le check in | à partir de quelle heure est le check in | à quelle heure la chambre est elle disponible = what time can i check in
à quelle heure faut il partir | à quelle heure est le départ | à quelle heure est le check out | à quelle heure faut il libérer la chambre | à quelle heure doit on partir | jusqu' à quelle heure peut on rester = what time is check out
arrivée anticipée | arriver plus tôt | check in anticipé = early check in
départ tardif | partir plus tard | check out tardif = late check out
arriver en retard | arriverai en retard | en retard | arriverons en retard | arriverai tard | arriverons tard = arriving late
payer la note | régler la note | ma note | l' addition = settle my bill
payer | régler = pay
facture = invoice
prix | tarif | tarifs = price
coûte | coûtent = is
cher | chère = expensive
trop cher | trop chère = too expensive
moins cher | moins chère | meilleur marché = cheaper
une autre chambre | autre chose | autre chambre | d' autres chambres = another room
plus grand | plus grande = something bigger
au total | en tout = in total
apporter | m' apporter | apportez | monter | amener = bring
envoyer | envoyez = send
encore = more
de plus | supplémentaires | supplémentaire | en plus = more
serviette = towel
serviettes | serviettes de bain = towels
oreiller = pillow
oreillers = pillows
couverture = blanket
couvertures = blankets
draps | drap = sheets
papier toilette = toilet paper
brosse à dents = toothbrush
dentifrice = toothpaste
savon = soap
shampoing | shampooing = shampoo
chaussons | pantoufles = slippers
peignoir = bathrobe
cintres = hangers
fer à repasser = iron
sèche cheveux = hair dryer
bouilloire = kettle
verres = glasses
eau | bouteille d' eau | bouteilles d' eau = water
glaçons = ice
adaptateur = adapter
chargeur = charger
lit bébé | lit pour bébé = cot
lit d' appoint | lit supplémentaire = extra bed
parapluie = umbrella
journal = newspaper
nettoyer la chambre | nettoyer ma chambre | faire la chambre | faire ma chambre | ménage dans ma chambre = clean my room
nettoyer | ménage = clean
bagages | valises | valise = luggage
prendre les bagages | chercher les bagages | descendre les bagages | porter les bagages | monter les bagages = pick up the luggage
linge | blanchisserie = laundry
cassé* | en panne = broken
ne marche pas | ne fonctionne pas | ne marchent pas | marche pas = is not working
fuit = leaking
bouché* = clogged
pas d' eau chaude = no hot water
chauffage | climatisation | douche | télévision | lumière = heating
trop froid | très froid = too cold
trop chaud = too hot
bruit | bruyant | bruyants = noise
sale = dirty room
plainte | plaindre | réclamation = complaint
urgent | urgence = urgent
tout de suite | immédiatement = immediately
petit déjeuner = breakfast
dîner = dinner
déjeuner = lunch
demi pension = half board
parking | se garer | stationnement | garage = parking
carte du restaurant | menu = menu
restaurant = restaurant
salle de sport | gym = gym
piscine = pool
chien | chiens = dog
animaux = pets
chat = cat
fumer | fumeur = smoking
non fumeur = non smoking
fauteuil roulant | accessible = wheelchair
vue sur la mer | vue mer = sea view
vue sur le jardin | vue jardin = garden view
balcon = balcony
ascenseur = elevator
aéroport = airport
gare = station
adresse = address
où êtes vous | où est l' hôtel | où se trouve l' hôtel = where is the hotel
hôtel = hotel
mot de passe = password
chambre calme | calme = quiet room
étage élevé = high floor
voyage de noces = honeymoon
mon anniversaire | anniversaire = my birthday
compris | inclus | comprise = included
ouvre | ouvert | ouverte = open
parler à | parler avec | passez moi | passer | me passer = speak to
quelqu' un | une vraie personne | un humain | un conseiller | un employé | un agent = a person
à une personne | à une vraie personne | à un humain = to a person
réception | accueil = reception
directeur | directrice | responsable | gérant = manager
me rappeler | rappelez moi | être rappelé | qu' on me rappelle | me rappelle | rappelé | rappeler = call me back
laisser un message = leave a message
message = message
messages pour moi = any messages for me
réveiller | me réveiller | réveillez moi | réveil = wake me
annuler le réveil = cancel the wake up call
ne pas déranger | ne pas être dérangé* = do not disturb
objets trouvés = lost and found
liste d' attente = waiting list
parlez vous | parler = do you speak
anglais = english
allemand = german
espagnol = spanish
français = french
italien = italian
êtes vous un robot | est ce un robot | je parle à un robot | c' est un robot | vous êtes un robot | êtes vous une machine | êtes vous humain | est ce que je parle à une machine = are you a robot
ne pas enregistrer | ne m' enregistrez pas | pas être enregistré* | sans enregistrement = do not record
faux numéro | mauvais numéro | trompé de numéro = wrong number
comment | vous dites = pardon
répéter | répétez | redire | encore une fois = repeat that
pas compris = did not understand you
plus lentement | moins vite = slower
que pouvez vous faire | que savez vous faire = what can you do
aide = help
recommencer | depuis le début | on recommence = start over
un moment | un instant | une seconde | attendez | une minute | moment | instant = hold_on
au revoir | à bientôt | bonne journée | bonne soirée = goodbye
c' est tout | ce sera tout | rien d' autre | ça sera tout = that is all
rien = nothing
plutôt pas | je préfère pas = rather not
laissez tomber | tant pis | peu importe | oubliez = never mind
peut être | éventuellement = maybe
je ne sais pas | sais pas | aucune idée | je ne l' ai pas | je l' ai pas | je ne me souviens pas | je ne le trouve pas = do not know
je vais réfléchir | je dois réfléchir | réfléchir = let me think
la première | le premier = 1st one
la deuxième | le deuxième | la seconde = 2nd one
code | code de réservation | numéro de réservation = code
téléphone | numéro de téléphone | portable = phone number
numéro = number
adresse mail | adresse électronique | mail | courriel | e mail = email
carte | carte de crédit | carte bancaire | numéro de carte = credit card
quatre derniers chiffres | 4 derniers chiffres = last four
code de sécurité | cryptogramme = security code
passeport = passport
carte d' identité = id card
arobase = at
point = dot
tiret = dash
tiret bas = underscore
le feu | au feu | incendie | il y a le feu = there is fire
fumée | odeur de fumée | sent le brûlé = smell smoke
odeur de gaz | fuite de gaz = smell of gas
ambulance | un médecin d' urgence | le samu = need an ambulance
crise cardiaque | infarctus = heart attack
avc = having a stroke
inconscient* | évanoui* | sans connaissance = unconscious
ne respire plus | ne respire pas | n' arrive pas à respirer | peux pas respirer = not breathing
saigne beaucoup | beaucoup de sang = lot of blood
douleur à la poitrine | mal à la poitrine = chest pain
s' étouffe = choking
me suicider | me tuer = kill myself
cambrioleur | intrus | effraction = intruder
la police = need the police
me menace | menacé* = being threatened
m' attaque | me frappe = being attacked
c' est une urgence | au secours | à l' aide = this is an emergency
idiot | merde | connard | putain = shit
à quel nom | quel est votre nom | comment vous appelez vous | votre nom = what is your name
nom de famille = surname
épeler = spell
à quel numéro | quel est votre numéro = which phone number
vous joindre = reach you
d' où vous appelez = number you are calling from
autre chose pour vous = anything else
arriveriez vous | voulez vous arriver | quel jour arrivez vous = what day would you arrive
partez vous = would you leave
restez vous | resterez vous = would you stay
est ce exact | c' est bien ça | est ce correct = is that right
dois je réserver | dois je la réserver | je réserve = shall i book it
dois je = shall i
voulez vous = would you like
dates | date = dates
`,
  names: `
je m' appelle | mon nom est | le nom est | c' est au nom de = my name is
je suis = i am
ici | c' est | à l' appareil = this is
au nom de | au nom d' | sous le nom de = under the name of
nom de famille | mon nom de famille est | le nom de famille est = surname is
prénom | mon prénom est = first name
monsieur = mr
madame | mademoiselle = mrs
docteur = dr
oui | bien sûr | d' accord = yes
non | pas = no
s' il vous plaît | s' il vous plait | merci = please
alors | euh | donc | bon | eh bien = well
et = and
pour = for
je | j' | mon | ma | m' | on | nous = i
veux | voudrais | peux | ai | sais | souhaite = want
l' | les | un | une | ça | ce | c' = the
quoi | comment | pourquoi | quand | où | qui | quel = what
un moment | attendez | instant = hold_on
j' épelle | ça s' écrit = spelled
encore une fois | répétez = what
chambre | réservation | nuit | nuits | personnes = room
aucune idée | rien = no
comme = as in
point = .
`,
};
