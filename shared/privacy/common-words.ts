/** Parts of names and addresses that say nothing about anybody. */
export const emptyParts: ReadonlySet<string> = new Set(
  (
    'the and und van von vom der den del della dei dos das las los les des ter ten bin ibn ben abu zur zum ' +
    'mrs miss herr frau monsieur madame senor senora signor signora dhr mevr prof jun sen ' +
    'gmbh ltd limited inc llc corp company srl spa sas sarl plc bros and sons'
  ).split(' '),
);

/** Names that are words of shops too: they count as a name only where they are written with a capital. */
export const namesThatAreWords: ReadonlySet<string> = new Set(
  (
    'will may mark bill rose summer grace art jack rich drew sunny april june dawn faith hope joy ivy lily daisy jasmine ' +
    'violet ruby pearl amber jade crystal olive hazel ginger rusty sandy cliff dale glen heath brook forest reed ray ' +
    'sky robin jay martin frank earnest chase hunter mason carter taylor cooper baker cook fisher potter smith white ' +
    'black brown green gray grey young long short small little large best better new king price page field fields hill ' +
    'wood woods stone marsh lake rivers winter west east north south day banks bush rock love max guy nick pat sue gene ' +
    'don bob rob ian ana eva sole sol mar luz paz rosa blanca bella stella luna marina flora franco leo marco polo klein ' +
    'gross lang kurz jung weiss schwarz braun grun rot berg bach stein sommer herbst vogel fuchs wolf kaiser konig ' +
    'petit grand leblanc rouge noir vert blanc bleu rossi bianco nero verde costa monte torres flores campos rio'
  ).split(' '),
);

/** Names of countries in the languages of shops: where somebody lives is told by less than a country. */
const COUNTRIES =
  'AR AT AU BE BR CA CH CL CN CO CZ DE DK EE ES FI FR GB GR HR HU IE IL IN IS IT JP KR LT LU LV MX NL NO NZ PE PL PT RO RU SE SG SI SK TR UA US ZA';
const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt', 'it', 'nl', 'ja', 'pl', 'sv', 'tr', 'ru', 'ko', 'zh'];
let countries: ReadonlySet<string> | undefined;

export function isCountry(name: string): boolean {
  countries ??= new Set([
    'uk',
    'usa',
    'united states of america',
    ...LANGUAGES.flatMap((language) => {
      const names = new Intl.DisplayNames([language], { type: 'region' });
      return COUNTRIES.split(' ').map((code) => (names.of(code) ?? code).toLowerCase());
    }),
  ]);
  return countries.has(name.trim().toLowerCase());
}
