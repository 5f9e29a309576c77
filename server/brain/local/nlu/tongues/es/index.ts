import { spanish as tongue } from "@/server/brain/gate/tongues/es";
import { alike } from "../shared";
import { clock, type GuestTongue } from "../tongue";
import { house } from "./house";
import { stay } from "./stay";

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
  words: `${alike}${stay}${house}`,
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
