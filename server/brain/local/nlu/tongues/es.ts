import { spanish as tongue } from "@/server/brain/gate/tongues/es";
import { alike } from "./shared";
import { clock, type GuestTongue } from "./tongue";

const PART = "de la mañana|de la tarde|de la noche|de la madrugada";

export const spanish: GuestTongue = {
  tongue,
  articles: ["un", "una", "uno"],
  rules: [
    // A day comes first: "el 3/12".
    [/(?<![\d/])(\d{1,2})\/(\d{1,2})(?![\d/])/g, "$1.$2."],
    [/\b(\d{1,2}) y media(?!\p{L})/gu, (_m, hour) => clock(hour as string, 30)],
    [/\b(\d{1,2}) y cuarto\b/g, (_m, hour) => clock(hour as string, 15)],
    [/\b(\d{1,2}) menos cuarto\b/g, (_m, hour) => clock(hour as string, -15)],
    [/\b(\d{1,2}) menos (\d{1,2})\b/g, (_m, hour, minute) => clock(hour as string, -Number(minute))],
    [/\b(?:a|sobre) la una\b(?! (?:habitación|noche|persona))/g, "a las 1"],
    [
      /\b(a las|las|sobre las|hacia las) (\d{1,2}) (?:y )?(\d{1,2})\b(?! (?:de|adultos|noches|personas))/g,
      (_m, lead, hour, minute) => `${lead} ${clock(hour as string, minute)}`,
    ],
    [
      new RegExp(
        `\\b(a las|las|sobre las|hacia las) (\\d{1,2})(?: horas| en punto)?(?= (?:${PART})|(?! ?\\d)(?! (?:noches|adultos|personas)))(?!:)`,
        "g",
      ),
      (_m, lead, hour) => `${lead} ${clock(hour as string)}`,
    ],
    [/\b(?:quedarme|quedarnos) (?:una|1) noche más\b/g, "quedarme otra noche"],
    [/\b(\d{1,2}) horas\b/g, (_m, hour) => clock(hour as string)],
    [
      /\b(\d{1,2}) (?:de )?(enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|setiembre|octubre|noviembre|diciembre)\b/g,
      "$1 $2",
    ],
    [/\bprimero de (?=enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep|oct|nov|dic)/g, "1 "],
    [/\b(del?|desde el|entre el) (\d{1,2}) (?:al|a|hasta el|y el) (\d{1,2})\b/g, "desde $2th hasta $3th"],
    [/\b(?:una|1) (noche|día) más\b/g, "otra $1"],
    [/\b(\d+) (noches|días) más\b/g, "$1 más $2"],
    [
      /\b(?:el |este |próximo )*(?:próximo )(lunes|martes|miércoles|jueves|viernes|sábado|domingo)\b/g,
      "este $1",
    ],
    [/\b(lunes|martes|miércoles|jueves|viernes|sábado|domingo) (?:que viene|próximo)(?!\p{L})/gu, "este $1"],
    [/\bsomos (\d{1,2})\b/g, "somos $1 personas"],
    [/\b(?:he|hemos|me he|nos hemos|me|se me han?) (?:dejado|olvidado|perdido|dejé|olvidé)\b/g, "left"],
    [
      /\b(?:está|se aloja) (.{2,40}?) (?:alojad[oa]|en el hotel|con ustedes|ahí)(?!\p{L})/gu,
      "is $1 staying with you",
    ],
    [/\b(\d{1,2}) (?:y (\d{1,2}) )?años\b/g, (_m, a, b) => `${a}${b ? ` and ${b}` : ""} years old`],
  ],
  words: `${alike}
yo | nosotros = i
me | nos | se | le | les | lo | los | que | ya | pues | bueno | entonces | también | muy | así | aquí | ahí | este es | usted | ustedes | su | sus | ser | estar | favor | nada más que | poder | hacer | ir =
la | las | el | al = the
mi | mis | nuestro | nuestra = my
un | una | unos | unas = a
y | e = and
o | u = or
pero = but
no = no
sí = yes
por favor = please
gracias | muchas gracias | mil gracias = thank you
hola | buenos días | buenas tardes | buenas noches | buenas = hello
perdón | perdone | disculpe | lo siento = sorry
es | son | está | están | soy | estoy | estamos = is
somos = we are
seremos | vamos a ser = we will be
tengo | tenemos | he | hemos = have
quiero | queremos = want
quisiera | quisiéramos | me gustaría | nos gustaría | querría | deseo | deseamos = i would like
necesito | necesitamos | hace falta | me hace falta = need
puedo | podemos | podría | podríamos = can i
puede | pueden | podrían | podría usted | me puede | me podría | me pueden | nos puede = can you
hay = is there
hay habitaciones | hay habitación | queda alguna habitación | quedan habitaciones | tienen habitaciones | tienen habitación | tiene habitación | tiene habitaciones = do you have rooms available
tienen | tiene | disponen de = do you have
qué | cuál | cuáles = what
cuándo | a qué hora | desde qué hora = what time
dónde = where
quién = who
cómo = how
cuántos | cuántas = how many
cuánto | cuánto es = how much is
cuánto cuesta | cuánto vale | cuánto cuestan | cuánto sale | qué precio tiene | cuánto costaría = how much is
por qué = why
si = if
para = for
con = with
sin = without
de = of
del = from the
desde | desde el | a partir de | a partir del = from the
hasta | hasta el = until
a = to
a las | sobre las | hacia las | las = at
en = in
por = for
sobre = about
después de = after
antes de = before
en lugar de | en vez de = instead of
hoy = today
esta noche = tonight
mañana = tomorrow
pasado mañana = the day after tomorrow
ayer = yesterday
mañana por la mañana = tomorrow in the morning
mañana por la noche = tomorrow in the evening
por la mañana | de la mañana | de la madrugada = in the morning
por la tarde | de la tarde = in the afternoon
por la noche | de la noche = in the evening
mediodía | al mediodía = noon
medianoche = midnight
este | esta = this
próximo | próxima | que viene = next
este fin de semana = this weekend
el próximo fin de semana | fin de semana que viene | próximo fin de semana = next weekend
fin de semana = weekend
la próxima semana | la semana que viene | próxima semana = next week
el próximo mes | el mes que viene = next month
esta semana = this week
semana = week
semanas = weeks
día = day
días = days
mes = month
dentro de = in
noche = night
noches = nights
una noche = 1 night
otra noche | una noche adicional = another night
otra día | otro día = another day
unas noches | unas cuantas noches | algunas noches | un par de noches = a few nights
unos días | algunos días = a few days
un día antes = a day earlier
un día después | un día más tarde = a day later
antes = earlier
más tarde = later
navidad = christmas
nochebuena = christmas eve
nochevieja = new years eve
año nuevo = new years day
semana santa | pascua = easter
persona = adult
personas | gente | huéspedes = people
una persona | 1 persona = 1 adult
adulto | adultos = adults
niño | niña = child
niños | niñas | hijos | hijas = children
un hijo | mi hijo = my son
mi hija = my daughter
bebé = baby
mi mujer | mi esposa | mi pareja = my wife
mi marido | mi esposo = my husband
los dos | nosotros dos | ambos = 2 people
solo yo | sólo yo | para mí | solo para mí | yo solo | yo sola = only for me
habitación | habitaciones | cuarto = room
número de habitación = room number
la habitación = room
habitación doble | habitaciones dobles | doble | dobles = double room
habitación individual | individual = single room
camas separadas | dos camas | 2 camas = twin room
familiar = family
alojamiento = accommodation
reservar | hacer una reserva | una reserva | hacer reserva = to book
reserve | reserva la | resérvela | resérvelo | resérveme | reserva me = book it
la tomo | me la quedo | me lo quedo | la cojo | la quiero | nos la quedamos = i will take it
quedarme | quedarnos | alojarme | alojarnos | hospedarme = to stay
reserva | reservación | reservas | mi reserva = booking
tengo una reserva | tenemos una reserva | hice una reserva | he reservado = i have a booking
reservado | reservada = booked
disponible | disponibles | libre | libres | disponibilidad = available
cancelar | anular | cancele | anule | cancelación de la reserva = cancel
política de cancelación | condiciones de cancelación | cancelación gratuita = cancellation policy
cancelada | cancelado = cancelled
cambiar | modificar | cambio de | mover | cambiar la = make a change
alargar | ampliar | prolongar | extender | quedarme más | quedarnos más = stay longer
recuperar la reserva | cancelé por error | cancelado por error = cancelled it by mistake
llegada | llegar | llego | llegamos | llegaremos | llegaré = arriving
salida | salir | irme | irnos | me voy | nos vamos | marcharme | salgo = leaving
hacer el check out | hacer el checkout | dejar la habitación = check out
hacer el check in = check in
a qué hora es el check in | a qué hora es la entrada | a qué hora puedo entrar | a partir de qué hora puedo entrar | a qué hora se puede entrar | a qué hora puedo hacer el check in = what time can i check in
a qué hora es la salida | a qué hora es el check out | a qué hora hay que salir | a qué hora hay que dejar la habitación | hasta qué hora = what time is check out
entrada anticipada | entrar antes | check in temprano = early check in
salida tardía | salir más tarde | check out tardío = late check out
llego tarde | llegaré tarde | llegamos tarde | llegaremos tarde | vamos con retraso = arriving late
pagar la cuenta | mi cuenta | la cuenta = settle my bill
pagar | pago = pay
factura = invoice
precio | precios = price
cuesta | cuestan | vale = is
caro | cara = expensive
demasiado caro | demasiado cara | muy caro | muy cara = too expensive
más barato | más barata | más económico | más económica | algo más barato = cheaper
otra habitación | otra cosa | otra | otro = another room
más grande = something bigger
en total = in total
traer | traerme | traernos | traiga | traigan | tráigame | subir | suban = bring
enviar | mandar | envíe | mande | envíen | manden = send
más | adicionales | extra = more
limpias = clean
otra toalla = another towel
toalla = towel
toallas = towels
almohada = pillow
almohadas = pillows
manta = blanket
mantas = blankets
sábanas | sábana = sheets
papel higiénico = toilet paper
cepillo de dientes = toothbrush
pasta de dientes = toothpaste
jabón = soap
champú = shampoo
zapatillas = slippers
albornoz = bathrobe
perchas = hangers
plancha = iron
secador | secador de pelo = hair dryer
hervidor = kettle
vasos = glasses
agua | botella de agua | botellas de agua = water
hielo = ice
adaptador = adapter
cargador = charger
cuna = cot
cama supletoria | cama extra = extra bed
paraguas = umbrella
periódico = newspaper
limpiar la habitación | limpiar mi habitación | limpien la habitación | limpieza de la habitación | hagan la habitación = clean my room
limpiar | limpieza = clean
maletas | equipaje = luggage
recoger las maletas | recoger el equipaje | bajar las maletas | subir las maletas = pick up the luggage
lavandería = laundry
roto | rota | estropeado | estropeada = broken
no funciona | no funcionan | no va | no anda = is not working
gotea = leaking
atascado | atascada = clogged
no hay agua caliente | sin agua caliente = no hot water
calefacción | aire acondicionado | ducha | televisión | luz = heating
mucho frío | hace frío | demasiado frío = too cold
demasiado calor | mucho calor = too hot
ruido | ruidosos | ruidoso | mucho ruido = noise
sucia | sucio = dirty room
queja | quejarme | reclamación | reclamar = complaint
urgente = urgent
enseguida | inmediatamente | ahora mismo = immediately
desayuno | desayunar = breakfast
cena | cenar = dinner
comida | almuerzo = lunch
media pensión = half board
aparcamiento | parking | aparcar | estacionamiento | garaje = parking
carta | menú = menu
restaurante = restaurant
gimnasio = gym
piscina = pool
perro | perros = dog
mascotas | mascota = pets
gato = cat
fumar | fumadores = smoking
no fumadores = non smoking
silla de ruedas | accesible = wheelchair
vistas al mar | vista al mar = sea view
vistas al jardín | vista al jardín = garden view
balcón | terraza = balcony
ascensor = elevator
aeropuerto = airport
estación = station
dirección = address
dónde está el hotel | dónde están = where is the hotel
contraseña = password
habitación tranquila | tranquila = quiet room
piso alto = high floor
luna de miel = honeymoon
mi cumpleaños | cumpleaños = my birthday
incluido | incluye | incluido en el precio = included
abre | abren | abierto | abierta = open
hablar con una persona | hablar con alguien = speak to a person
estancia = stay
hablar con | pasarme con | páseme con | póngame con | comuníqueme con | me pasa con | ponerme con = speak to
una persona real | alguien | un agente | una operadora | un operador | un empleado | un humano = a person
con una persona = to a person
recepción = reception
director | directora | gerente | encargado | encargada | responsable = manager
llámeme | que me llamen | que me llame | me llamen | devolver la llamada | llámenme | llamarme más tarde = call me back
dejar un mensaje | dejar un recado | dejarle un mensaje = leave a message
mensaje | recado = message
mensajes para mí | tengo mensajes = any messages for me
despertar | despertarme | despiérteme | despertador | despiértenme | despiérteme = wake me
cancelar el despertador | anular el despertador = cancel the wake up call
no molestar | no me molesten | que no me molesten = do not disturb
objetos perdidos = lost and found
lista de espera = waiting list
habla | hablan | hablar = do you speak
inglés = english
alemán = german
español = spanish
francés = french
italiano = italian
es usted un robot | es un robot | hablo con un robot | es una máquina | hablo con una máquina | es usted una persona | es usted humano | eres un robot = are you a robot
no grabar | no me grabe | no quiero que me graben | sin grabar = do not record
número equivocado | me he equivocado de número | me equivoqué de número = wrong number
cómo dice | cómo ha dicho | mande = pardon
repita | repetir | puede repetir | repítalo | otra vez | repítame = repeat that
no le he entendido | no he entendido | no entiendo | no le entiendo = did not understand you
más despacio | más lento = slower
qué puede hacer | qué sabe hacer = what can you do
ayuda = help
empezar de nuevo | desde el principio | volver a empezar = start over
un momento | un segundo | momento | espere | un momentito | espere un momento = hold_on
adiós | hasta luego | hasta pronto | chao = goodbye
eso es todo | nada más | es todo | eso sería todo | ya está = that is all
nada = nothing
mejor no | prefiero que no = rather not
déjelo | olvídelo | da igual | no importa = never mind
quizá | quizás | tal vez | puede ser | a lo mejor = maybe
no lo sé | no sé | ni idea | no lo tengo | no la tengo | no me acuerdo | no lo encuentro | no recuerdo = do not know
tengo que pensarlo | lo pienso | déjeme pensar | me lo pienso = let me think
la primera | el primero = 1st one
la segunda | el segundo = 2nd one
código | código de reserva | localizador | número de reserva = code
teléfono | número de teléfono | móvil | celular = phone number
número = number
correo | correo electrónico | mail = email
tarjeta | tarjeta de crédito | número de tarjeta = credit card
últimas cuatro cifras | últimos cuatro | últimas 4 cifras | últimos 4 | últimos 4 dígitos = last four
código de seguridad = security code
pasaporte = passport
documento de identidad | dni = id card
arroba = at
punto = dot
guion | guión = dash
guion bajo | guión bajo = underscore
más el = plus
doble ele = l l
fuego | incendio | hay fuego = there is fire
humo | huele a humo | huele a quemado = smell smoke
huele a gas | fuga de gas = smell of gas
ambulancia | un médico urgente = need an ambulance
infarto | ataque al corazón = heart attack
derrame | ictus = having a stroke
inconsciente | desmayado | desmayada | se ha desmayado = unconscious
no respira | no puede respirar | no puedo respirar = not breathing
sangra mucho | mucha sangre | sangrando mucho = lot of blood
dolor en el pecho = chest pain
se ahoga | atragantado = choking
suicidarme | matarme = kill myself
ladrón | intruso | han entrado a robar | me están robando = intruder
policía = need the police
me amenaza | amenazando = being threatened
me están atacando | me pega = being attacked
emergencia | es una emergencia | socorro = this is an emergency
idiota | mierda | gilipollas | cabrón = shit
a nombre de quién | cómo se llama | qué nombre = what is your name
apellido | apellidos = surname
deletrear | deletrea = spell
en qué número | qué número = which phone number
localizarle = reach you
desde el que llama = number you are calling from
algo más = anything else
qué día llegaría | llegaría | desea llegar = what day would you arrive
se marcharía | se marcha | qué día sale = would you leave
se quedaría | se queda = would you stay
es correcto | está bien así = is that right
se la reservo | lo reservo | la reservo | hago la reserva = shall i book it
fechas | fecha = dates
`,
  names: `
me llamo | mi nombre es | el nombre es | mi nombre completo es = my name is
soy = i am
habla | le habla | aquí | es = this is
a nombre de | al nombre de | bajo el nombre de = under the name of
apellido | mi apellido es | el apellido es | de apellido = surname is
nombre | nombre de pila = first name
señor | don | sr = mr
señora | señorita | doña | sra = mrs
doctor | doctora = dr
sí | claro | vale | correcto = yes
no = no
por favor | gracias = please
bueno | pues | eh | entonces = well
y = and
para = for
yo | mi = i
quiero | quisiera | puedo | tengo | sé | necesito = want
el | lo | los | un | una | eso = the
qué | cómo | por qué | cuándo | dónde | quién = what
momento | espere = hold_on
deletreo | se escribe = spelled
otra vez | repita = what
habitación | reserva | noche | noches | personas = room
ni idea | nada = no
hache = h
jota = j
ele = l
eme = m
ene = n
eñe = ñ
efe = f
erre | ere = r
equis = x
uve | ve = v
zeta = z
i griega = y
con | como = as in
punto = .
`,
};
