import type { Slot } from './make-up-person.ts';

/** Fields of a checkout, as shops call them. */
export type FieldSlot = Extract<
  Slot,
  'name' | 'email' | 'phone' | 'street' | 'city' | 'postcode' | 'dob' | 'username' | 'card' | 'expiry' | 'cvc'
>;
export const fieldSlots: readonly FieldSlot[] = [
  'name',
  'email',
  'phone',
  'street',
  'city',
  'postcode',
  'dob',
  'username',
  'card',
  'expiry',
  'cvc',
];

/** In the order of `fieldSlots`, then what the buttons say: add to the basket, go on, place the order. */
const words: Readonly<Record<string, string>> = {
  en: 'Full name|E-mail|Phone|Street|City|Postcode|Date of birth|Username|Card number|Expiry date|Security code|Add to basket|Continue|Place order',
  de: 'Name|E-Mail|Telefon|Straße|Ort|PLZ|Geburtsdatum|Benutzername|Kartennummer|Gültig bis|Prüfnummer|In den Warenkorb|Weiter|Kaufen',
  fr: 'Nom complet|Courriel|Téléphone|Rue|Ville|Code postal|Date de naissance|Identifiant|Numéro de carte|Date d’expiration|Cryptogramme|Ajouter au panier|Continuer|Commander',
  es: 'Nombre completo|Correo|Teléfono|Calle|Ciudad|Código postal|Fecha de nacimiento|Usuario|Número de tarjeta|Caducidad|CVV|Añadir a la cesta|Continuar|Comprar',
  nl: 'Naam|E-mail|Telefoon|Straat|Plaats|Postcode|Geboortedatum|Gebruikersnaam|Kaartnummer|Vervaldatum|CVC|In winkelwagen|Verder|Bestellen',
  pt: 'Nome completo|E-mail|Telefone|Rua|Cidade|CEP|Data de nascimento|Usuário|Número do cartão|Validade|CVV|Adicionar ao carrinho|Continuar|Comprar',
  it: 'Nome e cognome|E-mail|Telefono|Indirizzo|Città|CAP|Data di nascita|Nome utente|Numero della carta|Scadenza|CVV|Aggiungi al carrello|Continua|Ordina',
  ja: '氏名|メールアドレス|電話番号|住所|市区町村|郵便番号|生年月日|ユーザー名|カード番号|有効期限|セキュリティコード|カートに入れる|次へ|注文する',
  pl: 'Imię i nazwisko|E-mail|Telefon|Ulica|Miasto|Kod pocztowy|Data urodzenia|Nazwa użytkownika|Numer karty|Data ważności|CVV|Dodaj do koszyka|Dalej|Zamawiam',
  sv: 'Namn|E-post|Telefon|Gatuadress|Stad|Postnummer|Födelsedatum|Användarnamn|Kortnummer|Giltigt till|CVC|Lägg i varukorgen|Fortsätt|Beställ',
};

export type ShopWords = { fields: readonly string[]; add: string; next: string; order: string };

export function shopWords(language: string): ShopWords {
  const all = words[language.slice(0, 2)]?.split('|') ?? [];
  const [add, next, order] = all.slice(fieldSlots.length);
  if (add === undefined || next === undefined || order === undefined) throw new Error(`no words for ${language}`);
  return { fields: all.slice(0, fieldSlots.length), add, next, order };
}
