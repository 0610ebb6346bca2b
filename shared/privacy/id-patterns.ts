import {
  passesCodiceFiscale,
  passesCpf,
  passesDni,
  passesNir,
  passesPersonnummer,
  passesSteuerId,
} from './id-check-digits.ts';
import { ledBy, type PersonalPattern } from './personal-pattern.ts';

const ID_WORDS =
  'social security|ssn|national insurance|ni number|steuer-id|steueridentifikationsnummer|steuernummer|sozialversicherungsnummer|ausweisnummer|personalausweis|reisepass|passnummer|numéro de sécurité sociale|sécurité sociale|nir|dni|nif|cif|documento de identidad|cpf|cnpj|codice fiscale|partita iva|bsn|burgerservicenummer|pesel|nip|dowód osobisty|personnummer|cpr|cpr-nummer|fødselsnummer|passport|passeport|pasaporte|passaporte|passaporto|paspoort|paszport|driving licence|driver license|driver’s license|führerschein|permis de conduire|rijbewijs|tax id|tax number|vat number|マイナンバー|個人番号|주민등록번호|身份证';

const BIRTH_WORDS =
  'born|birth|birthday|birthdate|dob|geboren|geburtsdatum|geburtstag|naissance|né le|née le|nacimiento|nascita|nascimento|geboortedatum|geboren op|urodzenia|födelsedatum|född|fødselsdato|doğum|рождения|生年月日|생년월일|出生日期';
/** A date as it is written in most of the world, months as numbers or names. */
const DATE = String.raw`\d{1,4}(?:[./ -]{1,2}|年|. )\p{L}*\d{0,2}\p{L}*\.?(?:[./ -]|月| de )?\d{1,4}日?`;

/** Numbers that states give to people. Without a word before them only those whose check digits make chance unlikely. */
export const idPatterns: readonly PersonalPattern[] = [
  { placeholder: 'ID_NUMBER', pattern: /\b\d{3}-\d{2}-\d{4}\b/dg, needsDigit: true },
  ledBy(
    ID_WORDS,
    String.raw`(?:[ -]?(?:no|nr|num|number|nummer|numéro|número|numero|id|番号))?[.:：#]?[ \u00a0]{0,2}[:：]?[ \u00a0]?(?:is |ist |est |es |è |é |är |to )?(?<mask>(?:[A-Z]{1,6} ?)?\d(?:[ \u00a0./-]{0,2}[A-Z\d]){5,20})(?![\p{L}\d])`,
    {
      placeholder: 'ID_NUMBER',
      confirm: (found) => found.replaceAll(/\D/g, '').length >= 5,
    },
  ),
  {
    placeholder: 'ID_NUMBER',
    pattern: /(?<![\p{L}\d])\d{3}\.\d{3}\.\d{3}-\d{2}(?!\d)/dgu,
    needsDigit: true,
    confirm: passesCpf,
  },
  {
    placeholder: 'ID_NUMBER',
    pattern: /\b[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]\b/dgi,
    needsDigit: true,
    confirm: passesCodiceFiscale,
  },
  {
    placeholder: 'ID_NUMBER',
    pattern: /(?<![\d.,])[12][ -]?\d{2}[ -]?[01]\d[ -]?(?:\d{2}|2[AB])[ -]?\d{3}[ -]?\d{3}[ -]?\d{2}(?!\d)/dgi,
    needsDigit: true,
    confirm: passesNir,
  },
  {
    placeholder: 'ID_NUMBER',
    pattern: /\b(?:\d{8}|[XYZ]-?\d{7})-?[A-HJ-NP-TV-Z]\b/dg,
    needsDigit: true,
    confirm: passesDni,
  },
  {
    placeholder: 'ID_NUMBER',
    pattern: /(?<![\d.,])[1-9]\d \d{3} \d{3} \d{3}(?![\d.,])/dg,
    needsDigit: true,
    confirm: (found, before, after) =>
      passesSteuerId(found) && !/[€$£]|zł|kr/.test(before.slice(-3) + after.slice(0, 4)),
  },
  {
    placeholder: 'ID_NUMBER',
    pattern: /(?<![\w.,-])(?:19|20)?\d{6}[-+]\d{4}(?![\w-])/dg,
    needsDigit: true,
    confirm: passesPersonnummer,
  },
  {
    placeholder: 'ID_NUMBER',
    pattern: /\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] \d{2} \d{2} \d{2} [A-D]\b/dg,
    needsDigit: true,
  },
  ledBy(BIRTH_WORDS, String.raw`[^\n\d]{0,12}(?<mask>${DATE})`, { placeholder: 'BIRTHDATE' }),
];
