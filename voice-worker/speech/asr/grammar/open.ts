/** What guests ask a hotel's phone unprompted. */

export const BOOKING_RULES = `
<roomword> = room | double | double room | single | single room | twin room | twin | family room | standard room | deluxe room | suite | king room | queen room | <special>;
<view> = (with | that has) (a | an) (sea view | view | balcony | king bed | double bed | bath | bathtub | kitchen | extra bed | city view | garden view) | with (breakfast | parking | two beds | twin beds);
<want> = (i would | i'd | we would | we'd) like [to (book | reserve | have | get | make)] | (i | we) (want | need) [to (book | reserve | make)] |
  (can | could | may) (i | we | you) (book | get | have | reserve | make) [me | us] | (i'm | i am | we're | we are) looking for | (do you | would you) have | have you got |
  is there | are there | i'm calling to (book | make | reserve) | i was hoping to (book | get | make) | please book [me] | book [me] | give me | looking for | how much is | how much for | what does it cost for | what's the price (of | for) | what is the price (of | for) | what about;
<roomwords> = rooms | doubles | suites | double rooms | single rooms | twin rooms | family rooms;
<aroom> = (a | one | any | another) <roomword> [<view>] | any <roomwords> | (a | any) (booking | reservation) | something | anything | rooms | availability | any availability | vacancies | any vacancies;
<slot> = for <nights> | <nights> | for <party> | <party> | for <date> | for <range> | [on] <date> | from <date> | from <range> | <range> | (until | to | till | through) <date> |
  (arriving | starting | beginning | checking in | coming) [on | from] <date> | (leaving | departing | checking out) [on] <date> | available | free | left | and | please | <view>;
<book> = [<want>] <aroom> <slot>* | <want> (for | from | on) <slot>+ | <slot>+ | (we're | we are | i'm) (coming | arriving | staying) <slot>+;
`;

export const STAY_VERB_RULES = `
<mine> = (my | our | the | a | that) (booking | reservation | stay | room);
<verb> = cancel | change | move | extend | modify | check | confirm | shorten | find | look up | update;
<ask> = (i | we) (want | need | would like | have | wish) to | (i'd | we'd) like to | (can | could | may) (i | we | you) [please] | please | i have to | i'm calling to;
<modify> = [<ask>] <verb> <mine> [(for | on | from | to) (<date> | <range>)] [to <nights>] [by (one | a | two) (night | nights | day | days)] [under the name <whom>] |
  [<ask>] (add | take off) (a | one | another) night [to <mine>] | i (have | already have | made) (a | an) (booking | reservation) [for <date>] [under the name <whom>] |
  i (can't | cannot) come | i'd like to stay (one more night | another night | longer | <few> more nights) | can i stay (one more night | another night | longer);
`;

export const QUESTION_RULES = `
<meal> = breakfast | lunch | dinner | brunch | the buffet;
<place> = the (pool | gym | spa | restaurant | bar | kitchen | sauna | reception | front desk | lobby | beach | airport | station | train station | parking | garage | laundry | elevator);
<thing> = parking | wifi | internet | breakfast | a pool | a gym | a spa | a restaurant | a bar | air conditioning | room service | laundry [service] | an elevator | a sauna | a shuttle | an airport shuttle | a crib | a cot | a baby cot | a safe | a minibar | a meeting room | meeting rooms | a garage | disabled access | wheelchair access | luggage storage | a kitchen | a balcony;
<event> = check in | check out | check in time | check out time | <meal> | room service;
<what> = (what time | when | until when | from when | till when | at what time) (is | does | are | do) (<event> | <place>) [served | open | close | start | end | finish | opening] |
  (what time | when) can (i | we) (check in | check out | have breakfast | arrive) | (what is | what's | what are | tell me) (the | your) (check in time | check out time | address | wifi password | phone number | cancellation policy | breakfast hours | opening hours | cheapest room | price | rate | rates | total);
<have> = (do you have | is there | are there | have you got | do you offer | do you do) <thing> [in the (room | hotel) | available | on site] |
  is (the parking | the wifi | parking | wifi | breakfast | the pool | internet) (included | free | available | heated | extra | open) |
  (how much | what) (is | does) (parking | breakfast | wifi | the parking | a shuttle | it | that | a taxi | late check out | an extra bed | a night | one night | the suite) [cost | a day | per night] | how much is (it | that);
<where> = where (are you | is the hotel | is <place>) [located] | how (do i | can i) get (there | to the hotel | to you) [from <place>] | how far (is it | are you) [from <place>] | which rooms do you have | what rooms do you have | what (kind | types) of rooms do you have;
<rules> = (can i | can we | is it possible to | could i | may i) (check in early | check out late | have a late check out | have an early check in | bring my dog | bring a dog | smoke | pay cash | pay by card | leave my luggage | leave my bags | get an extra bed | park [my car]) |
  are (pets | dogs | children | visitors) allowed | (do you allow | do you accept) (pets | dogs | children | cash | credit cards | visa) | can i cancel for free | is it refundable;
`;

export const REQUEST_RULES = `
<item> = towels | towel | bath towels | pillows | pillow | blankets | blanket | water | bottles of water | soap | shampoo | toilet paper | hangers | ice | an iron | iron | a hair dryer | hair dryer | toothbrush | coffee | tea | sheets | slippers | bathrobe | crib | a crib | baby cot | an extra bed | glasses | a charger | charger | razor;
<much> = some [more] | more | an extra | extra | another | a | two [more | extra] | three | fresh | clean | a few [more];
<send> = ((can | could) (i | we) (have | get) | (can | could | would) you [please] (send | bring) [me | us | up] | please (send | bring) [me | us | up] | (i | we) need | i'd like | we'd like | i would like | we would like) [<much>] <item> [and [<much>] <item>] [(to | in | for) (my | the | our) room | to room <roomnum> | in room <roomnum>];
<roomnum> = <digit> <digit> [<digit> [<digit>]] | <unit> (<teen> | twenty [<unit>] | thirty [<unit>] | hundred | hundred [and] <unit>);
<broken> = (the | my | our) (air conditioning | air conditioner | heating | heater | shower | toilet | sink | light | lights | lamp | television | wifi | internet | door | lock | key | key card | window | fridge | phone | safe | bed | minibar) (is | isn't | doesn't | does not | is not | won't | are not | aren't) (broken | work | working | blocked | leaking | open | close | dirty | too cold | too hot) |
  there is no (hot water | internet | toilet paper | electricity | heating) | it's too (cold | hot | loud) [in (my | the) room] | (the | my) room (is dirty | hasn't been cleaned | is too cold | is too hot | needs cleaning) | the neighbors are too loud | it's too noisy;
<service> = (can | could) (i | you | we) (have | get | order | call | book) [me | us] (a taxi | a cab | room service | a wake up call [at <time>]) [at <time>] [for <time>] | (wake me up | please wake me up) at <time> [tomorrow] | (can | could) you wake me [up] at <time> [tomorrow [morning]] | i (need | want | would like) a (taxi | cab | wake up call [at <time>]) [at <time>] |
  (please | can you | could you) clean (my | the | our) room | i'd like to order (food | breakfast | dinner | room service) | (i | we) would like a wake up call at <time>;
<message> = (i would like | i'd like | i want | can i) [to] leave a message [for <person>] | (can | could) you take a message | (can | could) (someone | you) call me back | please call me back | i lost (my key | something | my bag | my phone) | i left (something | my bag | my phone) in (the | my) room | i want to make a complaint | i have a (question | complaint | problem) | i need help | help | there is a fire | it's an emergency | call an ambulance | are you a (robot | machine | real person | human) | (can | could) i have (an invoice | a receipt | my bill | the bill) | (please | can you) send me (an invoice | a receipt | a confirmation) | don't record (me | this [call]);
`;
