import type { PrivateFieldKind } from '../interactions/action.ts';

/**
 * Words by which shops of many languages call a field, as patterns over folded text: lower case, without accents,
 * camelCase and snake_case split at their joints.
 */
export const privateWords: readonly (readonly [PrivateFieldKind, RegExp])[] = [
  [
    'password',
    /\b(pass ?word|passwd|pwd|pass ?code|pass ?phrase|pin|passwort|kennwort|mot de passe|contrasena|clave|senha|wachtwoord|haslo|losenord|sifre|parola)\b|пароль|パスワード|비밀번호|密码/,
  ],
  [
    'one-time-code',
    /\b(otp|one ?time|verification|auth(entication)? code|2fa|mfa|tan|sms|bestatigungscode|code de verification|codigo de verificacion|codice di verifica|verificatiecode|kod sms|engangskod)\b|код из|認証コード|인증번호|验证码/,
  ],
  [
    'card',
    /\b(card ?(number|no|num|holder|code)|cardnum|cardnumber|cc ?(number|num|no|name|exp|csc|cvc|cvv|month|year)|credit card|debit card|cvv2?|cvc2?|csc|cvn|security code|expiry|expiration|exp (date|month|year)|valid (thru|until)|kartennummer|kreditkarte|prufziffer|ablaufdatum|(numero de )?carte bancaire|numero de (la )?(carte|tarjeta)|cryptogramme|caducidad|carta di credito|numero (della )?carta|scadenza|numero do cartao|validade|kaartnummer|vervaldatum|numer karty|kortnummer|kart numarasi|son kullanma|iban|bic|sort code|account number|routing number|kontonummer)\b|номер карты|カード番号|카드 ?번호|卡号/,
  ],
  [
    'email',
    /\be ?mails?\b|\bmail\b|\b(mailadresse|correo|courriel|posta elettronica|e ?posta|epost)\b|почт|メール|이메일|邮箱|邮件/,
  ],
  [
    'phone',
    /\b(phone|tel|telephone|mobile|cell ?phone|fax|gsm|handy|rufnummer|telefon\w*|portable|movil|celular|telefone|telemovel|cellulare|telefoon\w*|komorka|mobil\w*)\b|телефон|電話|전화|휴대폰|电话|手机/,
  ],
  [
    'date-of-birth',
    /\b(birth ?(day|date|month|year)?|date of birth|dob|yob|mob|bday|geburt\w*|naissance|nacimiento|nascita|nascimento|geboorte\w*|urodzenia|fodelse\w*|dogum)\b|рождени|生年月日|생년월일|出生|生日/,
  ],
  [
    'address',
    /\b(address\w*|addr\d?|street|city|town|zip|zipcode|post ?code|postal|plz|cap|county|state|province|district|country|house (no|number)|apartment|apt|suite|location|near(by|est)?|postnr|postleitzahl|strasse|str|hausnummer|adresse|anschrift|ort|stadt|wohnort|land|rue|ville|code postal|pays|direccion|calle|ciudad|localidad|provincia|pais|indirizzo|via|citta|comune|paese|endereco|rua|cidade|bairro|cep|adres|straat\w*|plaats|woonplaats|gemeente|huisnummer|ulica|miasto|kod pocztowy|gata|gatuadress|postnummer|stad|sokak|sehir|ilce|posta kodu|umkreis)\b|адрес|улиц|город|индекс|住所|郵便番号|都道府県|市区町村|주소|우편번호|地址|邮编|城市|(find|nearest|local|choose|select|your|my|in) (a |your |my )?store|store (finder|locator|search|name)|stores|branch\b|filiale?\b|markt(suche)?\b|magasin|tienda|negozio|loja|winkel/,
  ],
  [
    'username',
    /\b(user ?name|user ?id|login( ?name)?|nick ?name|screen ?name|account ?(name|id|no|number)|customer ?(no|number|id)|member(ship)? ?(no|number|id)?|loyalty|benutzername|kundennummer|identifiant|usuario|utente|gebruikersnaam|uzytkownik|anvandarnamn|kullanici)\b|логин|ユーザー|아이디|用户名/,
  ],
  [
    'name',
    /\b((first|last|full|given|family|middle|sur|your|holder|contact|display|recipient|customer|buyer) ?name|f ?name|l ?name|surname|name|vorname|nachname|prenom|nom|nombre|apellidos?|cognome|nome|sobrenome|voornaam|achternaam|naam|imie|nazwisko|fornamn|efternamn|namn|isim|soyad\w*)\b|имя|фамили|氏名|名前|이름|성명|姓名/,
  ],
];

export const searchWords =
  /\b(search\w*|query|q|keywords?|kw|nkw|k|suche|suchbegriff|suchen|recherche\w*|buscar|busca|busqueda|cerca|ricerca|procurar|pesquis\w*|zoek\w*|szukaj|sok|ara|arama)\b|поиск|検索|검색|搜索/;

export const quantityWords =
  /\b(qty|quantity|menge|anzahl|stuckzahl|quantite|cantidad|quantita|quantidade|aantal|ilosc|antal|adet|miktar)\b|количеств|数量|수량/;

export const priceWords = /\b(prices?|preis|prix|precio|prezzo|preco|prijs|cena|pris|fiyat)\b|цена|価格|가격|价格/;

/** What a choice on a checkout or account page must speak of to be provably about the order and not the person. */
export const orderChoiceWords =
  /\b(deliver\w*|shipping|shipment|express|standard|collect\w*|pick ?up|payment|pay|gift|wrap\w*|terms|conditions|newsletter|offers?|marketing|same|save|remember|insurance|protection|versand\w*|liefer\w*|zahl\w*|geschenk\w*|agb|livraison|paiement|cadeau|envio|pago|regalo|spedizione|pagamento|consegna|levering|betaal\w*|dostawa|platnosc|leverans|betalning|kargo|odeme)\b/;

/** What a choice of a product's variant speaks of, on whatever page; a household has a size too. */
export const variantWords =
  /(?<!household |family |company )\b(sizes?|colou?rs?|grosse|farbe|taille|couleur|talla|tamanho|taglia|colore|maat|kleur|rozmiar|kolor|storlek|farg|beden|renk)\b|размер|цвет|サイズ|カラー|사이즈|색상|尺码|颜色/;

/** Folds text for the patterns of this file: accents off, lower case, joints of names become spaces. */
export function foldWords(text: string): string {
  return text
    .replaceAll(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .normalize('NFKD')
    .replaceAll(/\p{Mn}/gu, '')
    .replaceAll('ß', 'ss')
    .replaceAll('ł', 'l')
    .replaceAll(/[_\-./[\]:*#,;()&+|]+/g, ' ')
    .toLowerCase()
    .replaceAll(/\s+/g, ' ')
    .trim()
    .normalize('NFC');
}
