/** JSGF rules shared by the dialogue states: numbers, dates, nights, party, time. All words are in the model's dictionary. */

export const UNITS = "one two three four five six seven eight nine".split(" ");
const TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(" ");
const ORDINALS = [
  ..."first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(" "),
  ..."thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(" "),
  ..."first second third fourth fifth sixth seventh eighth ninth".split(" ").map((unit) => `twenty ${unit}`),
  "thirtieth",
  "thirty first",
];
const DAY_NUMBERS = [
  ...UNITS,
  ...TEENS,
  "twenty",
  ...UNITS.map((unit) => `twenty ${unit}`),
  "thirty",
  "thirty one",
];

const oneOf = (words: readonly string[]): string => words.join(" | ");

export const NUMBER_RULES = `
<unit> = ${oneOf(UNITS)};
<teen> = ${oneOf(TEENS)};
<few> = two | three | four | five | six | seven | eight | nine | ten | eleven | twelve | thirteen | fourteen;
<ord> = ${oneOf(ORDINALS)};
<daynum> = ${oneOf(DAY_NUMBERS)};
<digit> = zero | oh | ${oneOf(UNITS)};
`;

export const DATE_RULES = `
<month> = january | february | march | april | may | june | july | august | september | october | november | december;
<weekday> = monday | tuesday | wednesday | thursday | friday | saturday | sunday;
<monthday> = [the] <ord> [of] <month> | <month> [the] <ord>;
<year> = twenty twenty (six | seven | eight | nine) | next year | this year;
<wd> = [this | next | this coming | coming] <weekday> [[the] <ord> [of <month>] | <month> [the] <ord>];
<feast> = christmas [eve | day] | new year's [eve | day] | new year | easter [sunday | monday] | valentine's day;
<relative> = today | tonight | tomorrow [night] | the day after tomorrow | this weekend | next weekend |
  the weekend | next week | in (a | <few>) (week | weeks | days) | (a week from | a week on) (today | tomorrow | <weekday>);
<date> = <monthday> [<year>] | <wd> | the <ord> | <relative> | <feast>;
<to> = to | until | till | through | and leaving | and checking out;
<range> = <date> <to> <date> | <month> [the] <ord> <to> [the] <ord> | between <date> and <date>;
`;

export const STAY_RULES = `
<nights> = [just | only] (one night | a night | <few> nights | (a | one) week | (two | three) weeks | <few> days |
  a couple of nights | the night | the weekend | a long weekend | a fortnight);
`;

export const PARTY_RULES = `
<relation> = wife | husband | partner | son | daughter | friend | mother | father | girlfriend | boyfriend | family | kids | children;
<children> = (a | one) (child | kid | baby | infant | toddler) | (two | three | four) (children | kids);
<aged> = (aged | ages) <age> [and <age>] | [who is | who are] <age> [and <age>] [years old];
<age> = <unit> | ten | eleven | twelve | thirteen | fourteen | fifteen | sixteen | seventeen;
<adults> = one (adult | person | guest) | a person | <few> (adults | people | persons | guests | grown ups);
<party> = <adults> [(and | with | plus) <children> [<aged>]] | <children> [<aged>] and <adults> |
  [just | only] (me | myself | one | the (two | three | four | five) of us | <few> of us) | just (two | three | four) |
  (me and my | myself and my | my) <relation> [and (i | me | my <relation> | <children>)] | (a family | a party | a group) of <few> |
  no children | just adults;
`;

export const TIME_RULES = `
<hour> = <unit> | ten | eleven | twelve;
<minute> = fifteen | thirty | forty five | (oh | zero) five | ten | twenty | twenty five | thirty five | forty | fifty | fifty five;
<part> = a m | p m | in the (morning | afternoon | evening) | at night | sharp;
<time> = <hour> [o'clock | <minute>] [<part>] | (half past | (a quarter | quarter | ten | five | twenty) (past | to)) <hour> [<part>] |
  noon | midday | midnight | (early | late | the) (morning | afternoon | evening) | (late | early) at night | <teen> (thirty | fifteen | hundred);
`;

/** What every dialogue state may hear beside its own answer. */
export const CONTROL_RULES = `
<person> = (a person | someone | somebody | a human [being] | the front desk | reception | the receptionist | the manager | a manager | an operator | a real person | the reservations desk);
<askperson> = [(i want | i would like | i'd like | i need | can i | could i | may i | let me) [to]] (speak | talk) (to | with) <person> [please] |
  (transfer | connect | put) me (to | through to | with) <person> [please] | operator [please] | <person> please | give me <person>;
<again> = (what | sorry | pardon | excuse me) [did you say | me] | what did you say | (can | could) you (repeat that | say that again) [please] |
  say that again [please] | repeat that [please] | repeat please | i didn't (hear | understand | get) (you | that);
<bye> = (goodbye | bye [bye] | thank you | thanks | thank you very much | thank you goodbye | that's all [thank you | thanks] | that is all [thank you] | that's it |
  nothing else [thank you] | no that's all [thank you]);
<wait> = (hold on | one moment | just a moment | wait [a minute] | one second | give me a (second | minute)) [please];
<unsure> = [i] don't know | i'm not sure | not sure [yet] | i have no idea;
<stop> = never mind | forget it | cancel that | start over | start again | stop;
<control> = <askperson> | <again> | <bye> | <wait> | <unsure> | <stop> | hello [are you there];
<hello> = hi | hello | good (morning | afternoon | evening) | um | well | okay | yes | so | yeah | hi there;
<polite> = please | thank you | thanks;
`;

export const YES_NO_RULES = `
<yes> = (yes | yeah | yep | yup | yes yes | sure | okay | of course | right | correct | exactly | absolutely | definitely | certainly | perfect | great | fine | alright)
  [please | thank you | thanks | of course | that's right | that is right | that's correct | that is correct | it is | i do | i would | i am | we do | we are | go ahead | please do |
   do that | book it | book that | sounds good | that's fine | that works | that's good | let's do that | i'll take it | confirm | i confirm] |
  that's right | that is right | that's correct | that is correct | it is | i do | i would | we would | go ahead | please do | do it | do that | book it | book that | please book it | sounds good |
  that sounds (good | great | fine) | that's fine | that's good | that works | that would be (good | great | fine | nice | lovely) | let's do that | i'll take it | i will take it | i agree | all right | why not | yes i'm sure | please go ahead;
<no> = (no | nope | no no | nah) [thank you | thanks | i don't | i do not | that's wrong | that is wrong | that's not right | that is not right | that's not correct | it's not | it isn't |
   i'm not | not yet | not now | not really | sorry | never mind | i don't think so] |
  not really | not yet | not now | that's wrong | that is wrong | that's not right | that's not correct | wrong | incorrect | i don't think so | i'd rather not | please don't | don't do that | of course not | absolutely not;
<said> = i said | i meant | it's | make it | make that | change it to | it should be | we are | rather | for | on | from;
<correct> = [for | on | from] (<date> | <range> | <nights> | <party>);
<fix> = [no | actually | sorry | wait | yes but | no wait | no sorry] <said> <correct> | (actually | i mean | no i mean) <correct>;
`;
