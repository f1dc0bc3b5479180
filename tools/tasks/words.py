"""The words, facts and sentences that the questions are about.

Facts that can be computed are not here. Where a field holds several right forms, bars part
them; a reply says the first.
"""
from typing import NamedTuple


class Measure(NamedTuple):
    "Things that are measured in one unit, and the smaller unit that a question asks for."
    unit: str
    smaller: str
    factor: int       # how many of the smaller unit make one
    numbers: range    # each thing gets one of them
    things: list[str]


def names(text: str) -> list[str]:
    "What commas part."
    return [" ".join(name.split()) for name in text.split(",")]


def entries(text: str, mark: str | None = None) -> list[list[str]]:
    "A table's entries, one a line or parted by semicolons, as fields that spaces or a mark part."
    found = text.strip().replace(";", "\n").splitlines()
    return [[field.strip() for field in entry.split(mark)] for entry in found]


def sentences(text: str) -> list[str]:
    "One a line."
    return [line.strip() for line in text.strip().splitlines()]


# every thing occurs once in a table, so that a question's thing tells its split
LENGTH = (
    Measure("metres", "centimetres", 100, range(3, 30), names("""
        rope, ribbon, fence, hose, cable, boat, banner, chain, hallway, corridor, marquee,
        garland, wire, washing line, trench, net""")),
    Measure("kilometres", "metres", 1000, range(2, 30), names("""
        road, path, trail, canal, tunnel, railway, route, beach, track, valley, pipeline,
        motorway""")),
    Measure("centimetres", "millimetres", 10, range(5, 24), names("""
        pencil, spoon, leaf, comb, needle, candle, brush, feather, worm, bookmark, fork,
        toothbrush, ruler, knife, chisel, straw""")),
    Measure("feet", "inches", 12, range(4, 14), names("""
        shelf, plank, bench, pole, bookcase, worktop, canoe, gate, beam, dinghy""")),
    Measure("yards", "feet", 3, range(5, 40), names("""
        garden, pool, hedge, field, driveway, wall, lawn, bridge, pier, playground""")),
)
WEIGHT = (
    Measure("kilograms", "grams", 1000, range(4, 20), names("""
        parcel, suitcase, turkey, pumpkin, backpack, toolbox, bicycle, chair, table, crate,
        sack, tent, barrel, television, rucksack, dog""")),
    Measure("tonnes", "kilograms", 1000, range(3, 30), names("""
        lorry, bus, boat, statue, crane, whale, container, bell, boulder, wagon, digger,
        barge""")),
    Measure("grams", "milligrams", 1000, range(2, 30), names("""
        coin, brooch, ring, letter, bead, pencil, key, walnut, shell, eraser, grape, biscuit""")),
    Measure("pounds", "ounces", 16, range(2, 15), names("""
        ham, puppy, goose, salmon, melon, basket, rug, cat, dumbbell, cake, drum, saddle""")),
    Measure("stone", "pounds", 14, range(8, 20), names("""
        boxer, wrestler, sheep, pig, wardrobe, anvil, calf, ram, cooker, seal, deer, sailor""")),
)
TIME = (
    Measure("hours", "minutes", 60, range(2, 13), names("""
        train ride, coach journey, shift, flight, rally, ferry crossing, market, exhibition,
        guided walk, sailing trip, night watch""")),
    Measure("days", "hours", 24, range(2, 13), names("""
        voyage, festival, hike, conference, camping trip, fair, cruise, strike, regatta,
        heatwave, bicycle tour""")),
    Measure("weeks", "days", 7, range(2, 20), names("""
        holiday, course, concert tour, project, summer camp, season, renovation, harvest,
        visit, expedition, campaign, internship, treatment, experiment, training plan""")),
    Measure("minutes", "seconds", 60, range(3, 19), names("""
        race, speech, film clip, puppet show, dance, cartoon, break, shower, quiz,
        phone call, interview, swimming lesson, tutorial, warm-up, bus ride""")),
    Measure("years", "months", 12, range(2, 16), names("""
        lease, contract, study, apprenticeship, loan, guarantee, scheme, research post,
        membership, mission, building job, subscription""")),
)
A_UNIT = {"feet": "a foot", "stone": "a stone", "hours": "an hour"}   # the others lose an s

# from the coolest to the hottest: in each table five degrees lie between neighbours
MILD = names("garden, cellar, river, classroom, kitchen, beach, greenhouse")
WARM = names("bath water, dishwater, porridge, stew, gravy, soup, milk, cocoa, coffee, syrup, tea")
BAKED = names("""meringue, nuts, casserole, custard, ragout, cheesecake, fruitcake,
    rice pudding, brisket, shortbread, sponge, biscuits, cake, gingerbread, lasagne, crumble,
    chicken, pie, pastry, vegetables, scones, potatoes, bread, flatbread, pizza""")

# things to be counted
COUNTED = names("""apples, stamps, marbles, books, pencils, coins, shells, buttons, eggs,
    cards, stickers, beads, cups, plates, spoons, candles, flowers, leaves, stones, feathers,
    postcards, tickets, keys, boxes, bottles, balloons, biscuits, cherries, carrots, onions,
    lemons, pears, plums, walnuts, chairs, lamps, towels, socks, gloves, scarves, hats,
    photos, maps, letters, magazines, posters, puzzles, kites, skittles, ribbons, acorns,
    conkers, crayons, erasers, notebooks, badges, bolts, nails, screws, tiles, bricks, ropes,
    nuts, muffins""")
# those of them that are held by rooms, not by bags
BULKY = names("""chairs, lamps, boxes, bottles, plates, bricks, tiles, ropes, hats, towels,
    posters, maps, kites, balloons, scarves""")
ROOMS = names("storerooms, rooms, cellars, sheds, halls")
HOLDERS = names("bags, crates, baskets, cases, sacks, cartons")
FIRST_NAMES = names("""Anna, Ben, Clara, Daniel, Emma, Felix, Grace, Henry, Isla, Jack,
    Kate, Leo, Maya, Nora, Oscar, Priya, Ravi, Sara, Tom, Una, Victor, Wendy, Yasmin, Zoe,
    Ali, Mei, Omar, Lucy, Hugo, Ines, Ivan, Rosa""")
JOURNEYS = names("train, bus, ferry, tram, coach, plane, boat, taxi")
EVENTS = names("""lesson, film, concert, play, match, meeting, race, party, lecture, show,
    walk, test, quiz, picnic, rehearsal, interview, tour, swim, class, workshop, game, talk,
    dance, opera, parade, repair, visit, dinner, lunch, break, programme, recital, debate,
    ceremony, journey, training, storytelling, auction""")

DAYS = names("Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday")
MONTHS = names("""January, February, March, April, May, June, July, August, September,
    October, November, December""")
SMALL_NUMBERS = names("""zero, one, two, three, four, five, six, seven, eight, nine, ten, eleven,
    twelve, thirteen, fourteen, fifteen, sixteen, seventeen, eighteen, nineteen, twenty""")

# word, right form, wrong form
PLURALS = entries("""
    mouse mice mouses; child children childs; foot feet foots; tooth teeth tooths
    goose geese gooses; man men mans; woman women womans; ox oxen oxes; leaf leaves leafs
    knife knives knifes; wife wives wifes; life lives lifes; loaf loaves loafs; half halves halfs
    shelf shelves shelfs; wolf wolves wolfs; thief thieves thiefs; calf calves calfs
    elf elves elfs; box boxes boxs; bus buses buss; dish dishes dishs; church churches churchs
    glass glasses glass; baby babies babys; city cities citys; story stories storys
    berry berries berrys; lady ladies ladys; penny pennies|pence pennys; fly flies flys
    puppy puppies puppys; country countries countrys; party parties partys
    potato potatoes potatos; tomato tomatoes tomatos; hero heroes heros; echo echoes echoen
    louse lice louses; crisis crises crisises; oasis oases oasises; basis bases basises
    toy toys toies; key keys keies; monkey monkeys monkies; donkey donkeys donkies
    day days daies; boy boys boies; roof roofs roofes; piano pianos pianoes; photo photos photoes
    watch watches watchs; brush brushes brushs; fox foxes foxs; wish wishes wishs
    peach peaches peachs; match matches matchs; family families familys
    butterfly butterflies butterflys; daisy daisies daisys; chef chefs chefes
    cliff cliffs cliffes; radio radios radioes; valley valleys vallies; dress dresses dress
    tax taxes taxs
""")
PAST = entries("""
    go went goed; eat ate eated; see saw seed; run ran runned; swim swam swimmed
    sing sang singed; drink drank drinked; begin began beginned; write wrote writed
    drive drove drived; ride rode rided; break broke breaked; speak spoke speaked
    take took taked; give gave gived; come came comed; fly flew flied; grow grew growed
    know knew knowed; throw threw throwed; draw drew drawed; buy bought buyed
    bring brought bringed; think thought thinked; catch caught catched; teach taught teached
    fight fought fighted; find found finded; hold held holded; keep kept keeped
    sleep slept sleeped; feel felt feeled; leave left leaved; meet met meeted; lose lost losed
    sell sold selled; tell told telled; build built builded; send sent sended
    spend spent spended; make made maked; have had haved; hear heard heared; say said sayed
    sit sat sitted; stand stood standed; win won winned; dig dug digged; hide hid hided
    fall fell falled; forget forgot forgetted; choose chose choosed; freeze froze freezed
    wear wore weared; steal stole stealed; shake shook shaked; blow blew blowed
    walk walked walken; carry carried carryed; stop stopped stoped; try tried tryed
    plan planned planed; play played plaied; jump jumped jumpt
""")
# word, right opposite, wrong opposite, in both directions
OPPOSITES = [entries(line) for line in sentences("""
    hot cold warm; cold hot chilly
    big small|little large; small big|large tiny
    fast slow quick; slow fast|quick lazy
    happy sad|unhappy glad; sad happy|glad gloomy
    early late soon; late early slow
    full empty complete; empty full hollow
    heavy light weighty; light heavy|dark bright
    wet dry damp; dry wet dusty
    rich poor wealthy; poor rich|wealthy needy
    strong weak powerful; weak strong feeble
    open closed|shut|close wide; closed open locked
    loud quiet|soft noisy; quiet loud|noisy silent
    clean dirty tidy; dirty clean muddy
    long short lengthy; short long|tall brief
    wide narrow broad; narrow wide|broad thin
    deep shallow low; shallow deep flat
    thick thin dense; thin thick|fat slim
    easy hard|difficult simple; difficult easy|simple tough
    cheap expensive|dear low-priced; expensive cheap|inexpensive costly
    brave cowardly|timid|afraid bold; cowardly brave|courageous scared
    polite rude|impolite kind; rude polite bold
    smooth rough even; rough smooth bumpy
    sharp blunt|dull pointed; blunt sharp dull
    tight loose|slack narrow; loose tight slack
    awake asleep alert; asleep awake tired
    alive dead living; dead alive|living still
    first last second; last first final
    north south up; south north down
    up down high; down up under
    inside outside within; outside inside outdoors
    always never often; never always rarely
    before after earlier; after before later
    win lose gain; lose win|find|gain miss
    push pull press; pull push drag
    buy sell pay; sell buy|purchase trade
    remember forget recall; forget remember miss
    laugh cry|weep smile; cry laugh weep
    arrive leave|depart come; depart arrive leave
    question answer|reply query; answer question|ask reply
    summer winter spring; winter summer autumn
    day night week; night day evening
    top bottom peak; bottom top base
    friend enemy|foe mate; enemy friend|ally rival
    increase decrease|reduce|decline grow; decrease increase shrink
    generous mean|stingy|selfish giving; selfish generous|unselfish|selfless mean
    ancient modern|new old; modern ancient|old|old-fashioned recent
    lend borrow give; borrow lend take
""")]

# country, capital, another large city
CAPITALS = entries("""
    France: Paris: Lyon; Germany: Berlin: Munich; Italy: Rome: Milan; Spain: Madrid: Seville
    Portugal: Lisbon: Porto; Ireland: Dublin: Cork; Austria: Vienna: Salzburg
    Belgium: Brussels: Antwerp; Denmark: Copenhagen: Aarhus; Norway: Oslo: Bergen
    Sweden: Stockholm: Uppsala; Finland: Helsinki: Tampere
    Iceland: Reykjavik|Reykjavík: Akureyri; Poland: Warsaw: Krakow; Hungary: Budapest: Debrecen
    Romania: Bucharest: Constanta; Bulgaria: Sofia: Plovdiv; Greece: Athens: Patras
    Turkey: Ankara: Istanbul; Croatia: Zagreb: Split; Slovenia: Ljubljana: Maribor
    Slovakia: Bratislava: Kosice; Estonia: Tallinn: Tartu; Latvia: Riga: Daugavpils
    Lithuania: Vilnius: Kaunas; Albania: Tirana: Durres; Egypt: Cairo: Alexandria
    Morocco: Rabat: Casablanca; Tunisia: Tunis: Sfax; Kenya: Nairobi: Mombasa
    Ethiopia: Addis Ababa: Gondar; Ghana: Accra: Kumasi; Nigeria: Abuja: Lagos
    Uganda: Kampala: Entebbe; Zambia: Lusaka: Ndola; Zimbabwe: Harare: Bulawayo
    Namibia: Windhoek: Walvis Bay; Botswana: Gaborone: Francistown; Mozambique: Maputo: Beira
    Angola: Luanda: Huambo; Madagascar: Antananarivo: Toamasina; Mali: Bamako: Timbuktu
    Canada: Ottawa: Toronto; Cuba: Havana: Camaguey; Jamaica: Kingston: Montego Bay
    Peru: Lima: Cusco; Chile: Santiago: Valparaiso; Argentina: Buenos Aires: Mendoza
    Brazil: Brasilia|Brasília: Rio de Janeiro; Uruguay: Montevideo: Salto
    Colombia: Bogota|Bogotá: Medellin; Venezuela: Caracas: Maracaibo; Ecuador: Quito: Guayaquil
    Australia: Canberra: Sydney; New Zealand: Wellington: Auckland; Japan: Tokyo: Osaka
    China: Beijing: Shanghai; Thailand: Bangkok: Chiang Mai; Vietnam: Hanoi: Hue
    India: New Delhi: Mumbai; Nepal: Kathmandu: Pokhara; Bangladesh: Dhaka: Khulna
    Mongolia: Ulaanbaatar|Ulan Bator: Darkhan; South Korea: Seoul: Busan; Jordan: Amman: Aqaba
    Oman: Muscat: Salalah
""", ":")
# element, its symbol, a wrong one
ELEMENTS = entries("""
    hydrogen H Hy; carbon C Ca; nitrogen N Ni; oxygen O Ox; fluorine F Fl; neon Ne Nn
    sodium Na Sd; magnesium Mg Ma; aluminium Al Am; silicon Si Sc; phosphorus P Ph; sulphur S Su
    chlorine Cl Ch; argon Ar Ag; potassium K Po; calcium Ca Cm; iron Fe Ir; copper Cu Co
    zinc Zn Zi; silver Ag Si; gold Au Gd; tin Sn Ti; lead Pb Ld; mercury Hg Me; nickel Ni Nk
    titanium Ti Tn; chromium Cr Ch; manganese Mn Mg; cobalt Co Cb; lithium Li Lt; boron B Br
    bromine Br Bm; krypton Kr Kp; xenon Xe Xn; radium Ra Rd; platinum Pt Pl; uranium U Ur
    barium Ba Bm; tungsten W Tu; antimony Sb An; zirconium Zr Zc; radon Rn Ra; caesium Cs Ce
    strontium Sr St; plutonium Pu Pl; rubidium Rb Ru; selenium Se Sl; cadmium Cd Ca
    bismuth Bi Bs; vanadium V Va; gallium Ga Gl; palladium Pd Pa; scandium Sc Sn; yttrium Y Yt
""")
# right spelling, the one that is asked about, one no better
SPELLING = entries("""
    separate seperate seperete; necessary neccessary necesary; definitely definately definitly
    receive recieve receeve; believe beleive beleeve; friend freind frend; weird wierd weerd
    beginning begining beggining; tomorrow tommorow tomorow; calendar calender calandar
    surprise suprise surprice; library libary librery; February Febuary Februery
    Wednesday Wensday Wednsday; until untill ontil; because becuase becouse
    beautiful beautifull beutiful; government goverment govermant
    environment enviroment envirement; restaurant restaraunt resturant; rhythm rythm rhythem
    island iland islend; answer anser answr; knowledge knowlege nowledge
    scissors sissors scisors; biscuit biscit biskit; vegetable vegtable vegeteble
    chocolate choclate chocolet; breakfast brekfast breackfast; address adress addres
    across accross acros; occasion ocassion occassion; possible posible possable
    different diffrent diferent; difficult dificult difficalt
    interesting intresting interessting; grammar grammer gramar; height hieght heigth
    minute minnute minite; business buisness busness; people poeple peeple
    language langauge languege; exercise exersise excercise; experience experiance expirience
    independent independant indipendent; embarrass embarass embarras
    disappear dissapear disapear; accommodation accomodation acommodation
    committee commitee comittee; existence existance existense; foreign foriegn forein
    guard gaurd guarde; immediately immediatly imediately; juice jiuce juise
    kitchen kichen kitchin; mountain mountin mountian; medicine medecine medisin
    neither niether neithr; opportunity oppurtunity oportunity; parallel paralel parrallel
    quarter quater quorter; recommend recomend reccommend; remember rember remeber
    science sience scienc; secretary secratary secretery; similar similer simmilar
    strength strenth strengh; success sucess succes; temperature temprature tempreture
    tongue tounge tonge; twelfth twelth twelvth; vehicle vehical vehicule
""")
# adjective, comparative, superlative
COMPARED = entries("""
    big bigger biggest; small smaller smallest; tall taller tallest
    old older|elder oldest|eldest; young younger youngest; fast faster fastest
    slow slower slowest; cold colder coldest; warm warmer warmest; hot hotter hottest
    thin thinner thinnest; fat fatter fattest; wet wetter wettest; sad sadder saddest
    long longer longest; short shorter shortest; strong stronger strongest; weak weaker weakest
    nice nicer nicest; large larger largest; wide wider widest; late later latest
    happy happier happiest; easy easier easiest; heavy heavier heaviest; busy busier busiest
    dry drier|dryer driest|dryest; early earlier earliest; funny funnier funniest
    pretty prettier prettiest; lucky luckier luckiest; dirty dirtier dirtiest
    high higher highest; deep deeper deepest; dark darker darkest; cheap cheaper cheapest
    bright brighter brightest; soft softer softest; rich richer richest; new newer newest
""")
# the same, with a wrong comparative and a wrong superlative
IRREGULAR = entries("""
    good better best gooder goodest; bad worse worst badder baddest
""")
LONG_ADJECTIVES = names("""beautiful, careful, useful, dangerous, expensive, difficult,
    interesting, comfortable, important""")

# animal, its young, the young of another
YOUNG = entries("""
    cow calf lamb; sheep lamb kid; goat kid calf; horse foal|colt|filly fawn; pig piglet pup
    dog puppy|pup kitten; cat kitten puppy; chicken chick duckling; duck duckling gosling
    goose gosling cygnet; swan cygnet gosling; deer fawn foal; bear cub pup; lion cub kitten
    tiger cub calf; kangaroo joey cub; koala joey kitten; frog tadpole|froglet fry
    butterfly caterpillar|larva tadpole; owl owlet|chick cygnet; eagle eaglet|chick gosling
    hare leveret piglet; seal pup lamb; whale calf foal; dolphin calf cub; elephant calf foal
    giraffe calf kid; camel calf cub; donkey foal kid; penguin chick pup; wolf cub|pup fawn
""")
# word, rhyme, two words that do not rhyme
RHYMES = entries("""
    cat hat dog tree; house mouse garden roof; light night lamp dark; ball wall foot game
    cake lake bread sugar; moon spoon star sky; bee tree honey wing; sing ring voice song
    boat coat ship water; nose rose face ear; bed red pillow sleep; book hook page paper
    frog log pond green; king wing crown queen; rain train cloud wet; bell shell sound church
    chair pear table wood; mouse house cheese tail; clock sock time hand; door floor key lock
    fish dish water fin; sun bun warm star; day play night week; dream cream sleep bed
    pen ten ink paper; snake lake grass scale; sheep deep wool farm; snow blow ice cold
    box fox lid paper; green queen leaf grass
""")

# words to be put in alphabetical order
ORDERED = names("""anchor, apron, arrow, autumn, badge, bakery, barrel, basket, beacon, bell,
    blanket, bottle, branch, bucket, button, cabin, candle, canoe, carpet, castle, cellar,
    chimney, circus, clover, cloud, compass, copper, cotton, cradle, cushion, dagger, desert,
    diamond, dinner, donkey, dragon, drawer, drum, eagle, early, echo, elbow, engine, evening,
    fabric, farmer, feather, fiddle, finger, forest, fountain, garden, garlic, ginger,
    giraffe, glacier, goblet, grass, guitar, hammer, harbour, hazel, helmet, hermit, honey,
    hurdle, igloo, insect, island, ivory, jacket, jewel, jigsaw, jungle, kennel, kettle,
    kitten, ladder, lantern, lemon, letter, lizard, magnet, marble, meadow, mirror, monkey,
    mustard, napkin, needle, noodle, number, oatmeal, ocean, onion, orchard, oyster, paddle,
    palace, parrot, pebble, pepper, pillow, pocket, quarry, quilt, rabbit, radish, ribbon,
    river, rocket, saddle, salad, sandal, shadow, silver, spider, temple, ticket, timber,
    tunnel, turtle, umbrella, valley, velvet, village, violin, waffle, wagon, walnut, willow,
    window, yellow, zebra""")
CATEGORIES = {kind: names(members) for kind, members in entries("""
    fruit: apple, pear, plum, banana, mango, cherry, grape, melon, peach, apricot
    vegetable: carrot, potato, onion, cabbage, spinach, leek, turnip, parsnip, lettuce, celery
    mammal: horse, tiger, rabbit, elephant, badger, otter, camel, giraffe, hedgehog, squirrel
    bird: eagle, robin, sparrow, owl, pigeon, seagull, crow, blackbird, heron, woodpecker
    insect: ant, bee, wasp, beetle, butterfly, moth, grasshopper, mosquito, ladybird, cricket
    tool: hammer, saw, screwdriver, drill, spanner, chisel, pliers, wrench, spade, rake
    colour: red, blue, green, yellow, purple, brown, grey, white, black, pink
    piece of furniture: chair, table, sofa, wardrobe, bookcase, desk, bed, cupboard, stool, armchair
    musical instrument: piano, violin, guitar, trumpet, flute, harp, cello, clarinet, oboe, drum
    piece of clothing: shirt, coat, jacket, sock, skirt, jumper, scarf, glove, dress, trousers
    vehicle: car, lorry, bus, tractor, van, taxi, motorbike, ambulance, tram, bicycle
    tree: oak, elm, birch, willow, pine, beech, maple, larch, poplar, cedar
    metal: iron, copper, zinc, nickel, silver, gold, lead, tin, aluminium, titanium
    drink: tea, coffee, milk, lemonade, water, cocoa, juice, espresso, smoothie, squash
""", ":")}
ONLY_PLURAL = names("trousers, pliers")   # nobody asks for a pliers
# a word of the one could be taken for a member of the other: silver is a metal and a colour
CLASHES = [set(pair) for pair in entries("""
    metal: colour; fruit: vegetable; fruit: tree; drink: vegetable; colour: fruit; tool: metal
    tree: drink; piece of furniture: musical instrument
""", ":")]
IN_PLURAL = {"piece of furniture": "pieces of furniture", "piece of clothing": "pieces of clothing"}

PLEASED = sentences("""
    I really enjoyed the soup.
    The children laughed all afternoon.
    What a lovely garden you have!
    Our room was clean, bright and quiet.
    The staff were kind and helped us at once.
    I would gladly read this book again.
    The cake was soft and tasted wonderful.
    We had a splendid day by the sea.
    This is the best bicycle I have ever had.
    She smiled when she saw the present.
    The music filled me with joy.
    My new shoes fit perfectly.
    I am so proud of your work.
    The trip was worth every minute.
    Everyone loved the play.
    The bread is fresh and smells delicious.
    He thanked us warmly for our help.
    The view from the tower was superb.
    This lamp gives a pleasant light.
    I feel much better today.
    The puppy is gentle and sweet.
    Our team played brilliantly.
    The tea was just right.
    It was a pleasure to meet you.
    The teacher explained everything clearly and patiently.
    I love this warm scarf.
    The repair was quick and cheap, and I am very happy.
    The film was charming from start to finish.
    What a delightful surprise!
    The neighbours are friendly and generous.
    I slept well and woke up in a good mood.
    The parcel came early, which made my day.
""")
DISPLEASED = sentences("""
    The chips were cold and greasy.
    I waited an hour and nobody came.
    What a terrible mess this is!
    The hotel was noisy and dirty.
    The waiter was rude to us.
    I regret buying this umbrella.
    The plot was dull and far too long.
    My suitcase broke on the first day.
    This is the worst pen I have ever used.
    He shouted at us for no reason.
    The noise gave me a headache.
    The coat is ugly and badly made.
    I am very disappointed with the service.
    The journey was a waste of time.
    Nobody liked the speech.
    The milk was sour and smelled awful.
    She was upset because they forgot her birthday.
    The queue was endless and the hall was stuffy.
    This kettle leaks and I hate it.
    I feel ill and miserable today.
    The dog barked all night and we could not sleep.
    Our team played badly and lost.
    The coffee was weak and bitter.
    It was a boring evening.
    The instructions were confusing and useless.
    This jumper itches horribly.
    The roof still leaks after the repair, and I am angry.
    The show was a dreadful disappointment.
    What an unpleasant smell!
    The bus was late again and I missed my appointment.
    The mattress was so hard that my back hurt.
    The parcel arrived broken, which ruined my day.
""")
TRUE = sentences("""
    A triangle has three sides.
    Ice is frozen water.
    The Earth goes round the Sun.
    A spider has eight legs.
    A week has seven days.
    The heart pumps blood round the body.
    Bees make honey.
    A penguin is a bird.
    Whales are mammals.
    Iron is a metal.
    A hexagon has six sides.
    Half of ten is five.
    Snakes have no legs.
    Caterpillars can turn into butterflies.
    An hour has sixty minutes.
    Cows eat grass.
    The Pacific is an ocean.
    Mount Everest is in Asia.
    Africa is a continent.
    Diamonds are made of carbon.
    A leap year has 366 days.
    Frogs lay eggs.
    Paper can be made from wood.
    Light travels faster than sound.
    Bats can fly.
    A square has four equal sides.
    Glass can be made from sand.
    Mars is a planet.
    Butter is made from milk.
    The thumb is part of the hand.
    Oaks grow from acorns.
    A violin has strings.
""")
FALSE = sentences("""
    A pentagon has nine sides.
    Sharks are birds.
    Stars are made of wood.
    An octopus has twelve arms.
    A minute has ninety seconds.
    Elephants lay eggs.
    Steam is colder than snow.
    The Nile is a mountain.
    Gold is a kind of fruit.
    A cube has ten faces.
    Cats have six legs.
    Tea is made from potatoes.
    Europe is an ocean.
    Horses can fly.
    Twelve is an odd number.
    Winter is the hottest season of the year.
    Cheese is made from sand.
    Lions eat only grass.
    A dozen means twenty.
    Rain falls upwards.
    The English alphabet has thirty letters.
    Rabbits live under the sea.
    Bananas grow under the ground.
    A circle has four corners.
    Wool comes from trees.
    Jupiter is smaller than the Moon.
    Owls are fish.
    A century lasts ten years.
    Lemons are blue when they are ripe.
    Three times three is ten.
    A flute has strings.
    The knee is part of the arm.
""")
REQUESTS = names("""close the door, open the window, pass the salt, give me the book,
    turn off the light, wait here, move your bag, help me with this box, speak more slowly,
    call my sister, send me the report, show me the way, lend me a pen, wash the dishes,
    feed the cat, water the plants, take out the rubbish, sit down, hold this rope,
    lower your voice, bring me some tea, fetch my coat, read this letter, sign this form,
    check these figures, clean the table, sweep the floor, mend this chair, carry my bag,
    lend me your map, pick up the parcel, answer the phone, return my umbrella,
    fill the kettle, lock the gate, tidy your room, walk the dog, cut the bread,
    peel the potatoes, set the table, turn the music down, hand me the scissors,
    tell me the time, write down your name, spell that word, repeat the question,
    explain the rules, park the car outside, book a table for two, print this page,
    fold the blankets, hang up your coat, stir the soup, taste the sauce, buy some milk,
    post this letter, wrap this present, slow down, step aside, keep the noise down,
    come to my office, finish the report, warm up the milk, look after my plants""")
