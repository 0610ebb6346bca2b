import { beginningsOf, ledBy, phrases, type PersonalPattern } from './personal-pattern.ts';

/** Up to four words with a capital, small ones such as `van der` between them. */
export const nameShape = String.raw`\p{Lu}[\p{L}\p{M}'’.\u00ad-]{0,40}(?:[ \u00a0]{1,2}(?:(?:de|van|von|der|la|di|da|do|dos|del|el|al|bin)[ \u00a0])*\p{Lu}[\p{L}\p{M}'’.\u00ad-]{0,40}){0,3}`;

/** What follows a greeting without being anybody. */
const NOBODY =
  /^(sign|log|guest|there|visitor|customer|shopper|everyone|all|account|my|your|you|for|back|to|stranger|friend|member|register|anmelden|gast|inconnu|kitty|store|shop|home|us|pick-?up|collection|locker|packstation|paketshop|point|cart|basket|bag|wish|the|new|neu|please|world|loyalty|rewards|prime|premium|fidélité|fidelidad|fidelidade|fedeltà)\b/i;

export const isSomebody = (found: string): boolean => !NOBODY.test(found);

const GREETINGS =
  'hello|hi|hey|dear|welcome|welcome back|good morning|good afternoon|good evening|thanks|thank you|thank you for your order|thank you very much|hallo|guten tag|guten morgen|guten abend|willkommen|willkommen zurück|danke|vielen dank|liebe|lieber|bonjour|salut|bienvenue|merci|hola|bienvenido|bienvenida|bienvenido de nuevo|bienvenida de nuevo|buenos días|gracias|ciao|salve|benvenuto|benvenuta|bentornato|bentornata|buongiorno|grazie|olá|oi|obrigado|obrigada|bem-vindo|bem-vinda|bem-vindo de volta|bem-vinda de volta|hoi|welkom|welkom terug|bedankt|beste|cześć|witaj|witamy|witamy ponownie|dzień dobry|dziękujemy|hej|välkommen|välkommen tillbaka|tack|merhaba|hoş geldin|hoş geldiniz|teşekkürler';

/** Words right before a name, without a comma. */
const ADDRESSED =
  'dear|welcome back|thank you|signed in as|logged in as|account of|gift from|order for|angemeldet als|konto von|connecté en tant que|connectée en tant que|compte de|sesión iniciada como|cuenta de|conectado como|conectada como|conta de|accesso effettuato come|account di|ingelogd als|account van|zalogowano jako|konto użytkownika|inloggad som|konto för';

const isNoGroup = (found: string): boolean => !/^(men|women|kid|child|baby|mother|father|today|customer)/i.test(found);

/** Names where shops print them. Who somebody is anywhere else, only what was learned of them tells. */
export const namePatterns: readonly PersonalPattern[] = [
  ledBy(
    'username|user name|user id|user|login|benutzername|nutzername|identifiant|usuario|usuário|nome utente|utente|gebruikersnaam|nazwa użytkownika|użytkownik|användarnamn|kullanıcı adı|ユーザー名|ユーザーID',
    String.raw`(?:[ \u00a0]?[:：][ \u00a0]{0,2}|[ \u00a0]{1,2})(?<mask>[\w.+-]{4,40})`,
    // `user reviews 4.5`: what somebody calls herself is no number, and no plain word.
    { placeholder: 'USERNAME', confirm: (found) => /[\p{L}].*[\d_]|[\d_].*\p{L}/u.test(found) },
  ),
  {
    placeholder: 'NAME',
    pattern: new RegExp(
      String.raw`(?<![\p{L}\d])(?:${phrases(GREETINGS)},[ \u00a0]{0,2}|${phrases(ADDRESSED)}:?[ \u00a0]{1,2})(?<mask>${nameShape})`,
      'dgu',
    ),
    begins: beginningsOf(`${GREETINGS}|${ADDRESSED}`),
    confirm: isSomebody,
  },
  {
    placeholder: 'NAME',
    pattern: new RegExp(
      String.raw`(?<![\p{L}\d])${phrases(GREETINGS)}[ \u00a0]{1,2}(?<mask>${nameShape})(?=[ \u00a0]?[!.,]|\s*$)`,
      'dgu',
    ),
    begins: beginningsOf(GREETINGS),
    confirm: isSomebody,
  },
  {
    placeholder: 'NAME',
    pattern:
      /(?<![\p{L}\d])(?<mask>\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)?)['’]s (?:account|basket|bag|orders|wish ?list|details|addresses)\b/dgu,
    begins: beginningsOf('account|basket|bag|orders|wishlist|wish|details|addresses'),
    confirm: isNoGroup,
  },
  {
    placeholder: 'NAME',
    // `松崎 愛菜さん`, `松崎様`; not `お客様`, `皆さん`, `パン屋さん`.
    pattern:
      /(?<mask>\p{Script=Han}{1,4}(?:[ \u00a0\u3000]?[\p{Script=Han}\p{Script=Katakana}]{1,6})?)[ \u00a0\u3000]?(?:さん|さま|様)(?!々|式|子)/dgu,
    confirm: (found) => !/[客皆奥子王神仏屋各位者父母兄姉同模仕多異]$/u.test(found),
  },
];
