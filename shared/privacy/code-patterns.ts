import { ledBy, type PersonalPattern } from './personal-pattern.ts';

const ONE_TIME_WORDS =
  'verification code|security code|confirmation code|one-time code|one-time password|one-time pin|passcode|login code|sign-in code|access code|authentication code|your code|otp|bestätigungscode|sicherheitscode|einmalcode|verifizierungscode|anmeldecode|code de vérification|code de sécurité|code de confirmation|code à usage unique|código de verificación|código de verificação|código de seguridad|código de segurança|código de confirmación|código de confirmação|código de acceso|codice di verifica|codice di conferma|codice di sicurezza|verificatiecode|bevestigingscode|beveiligingscode|inlogcode|kod weryfikacyjny|kod potwierdzający|kod sms|kod dostępu|verifieringskod|bekräftelsekod|engångskod|säkerhetskod|doğrulama kodu|код подтверждения|確認コード|認証コード|인증번호|验证码';

const ORDER_WORDS =
  'order|purchase|bestellung|bestellnummer|auftrag|auftragsnummer|commande|pedido|ordine|encomenda|bestelling|bestelnummer|zamówienie|zamówienia|beställning|ordernummer|ordrenummer|sipariş|invoice|rechnung|rechnungsnummer|factura|facture|fattura|fatura|factuur|faktura|faktury|tracking|shipment|sendung|sendungsnummer|suivi|seguimiento|rastreamento|rastreio|tracciamento|spedizione|volgnummer|zending|śledzenia|przesyłki|spårning|spårningsnummer|kollinummer|försändelse|customer|kundennummer|client|cliente|klantnummer|kundnummer|заказ|注文番号|注文|追跡番号|お問い合わせ番号|お客様番号|주문번호|订单号';

export const codePatterns: readonly PersonalPattern[] = [
  ledBy(
    ONE_TIME_WORDS,
    String.raw`[^\d\n]{0,16}?(?<mask>[A-Z]-?\d{5,8}|\d{3}[ -]\d{3,4}|\d{4,8})(?![\p{L}\d]|[.,]\d)`,
    {
      placeholder: 'CODE',
    },
  ),
  {
    placeholder: 'CODE',
    pattern:
      /(?<![\p{L}\d.,])(?<mask>\d{4,8})(?= (?:is your|ist Ihr|ist dein|est votre|est ton|es tu|es su|é o seu|è il tuo|is je|is uw|to Twój|är din) )/dgu,
    needsDigit: true,
  },
  ledBy(
    ORDER_WORDS,
    String.raw`(?:[ \u00a0]?(?:no|nr|number|num|id|nummer|numéro|número|numero|reference|ref))?[.:]?[ \u00a0]{0,2}(?:is |n[º°o] ?)?[:#]?[ \u00a0]{0,2}(?<mask>[#A-Z\d][A-Z\d-]*\d[A-Z\d-]{2,})(?![\p{L}\d])`,
    { placeholder: 'ORDER', confirm: (found) => found.replaceAll(/\D/g, '').length >= 4 },
  ),
];
