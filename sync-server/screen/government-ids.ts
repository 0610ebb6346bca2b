/** Words that announce a number which a state gave to a person, and such a number. */
const ANNOUNCED =
  /(?:passport|reisepass|passeport|pasaporte|national insurance|nino|social security|ssn|steuer-?id|steueridentifikationsnummer|personalausweis|dni|nie|nif|codice fiscale|pesel|bsn|personnummer|cpf|aadhaar|driving licen[cs]e|führerschein)(?:[ \u00a0]?(?:no|nr|number|num|nummer|numéro|número|numero))?[.:]?[ \u00a0:#]{0,3}(?<id>(?=(?:[^\n\d]{0,3}\d){6})[A-Z\d][A-Z\d .-]{5,20}[A-Z\d])(?![A-Z\d])/giu;
/** Italy: sixteen characters with a check letter. */
const CODICE_FISCALE = /(?<![A-Z\d])[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z](?![A-Z\d])/g;

const ODD_VALUES = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

/** `ID_NUMBER` where a number of a passport, tax or insurance card stands in the text. */
export function findGovernmentIds(text: string): readonly 'ID_NUMBER'[] {
  const found =
    text.search(ANNOUNCED) >= 0 || (text.match(CODICE_FISCALE) ?? []).some((code) => passesCodiceFiscale(code));
  return found ? ['ID_NUMBER'] : [];
}

/** Decreto ministeriale of 23 December 1976: the last letter is the sum of the others' values, modulo 26. */
function passesCodiceFiscale(code: string): boolean {
  const valueOf = (char: string): number => (/\d/.test(char) ? Number(char) : char.charCodeAt(0) - 65);
  let sum = 0;
  for (let index = 0; index < 15; index++) {
    const value = valueOf(code[index] ?? '');
    sum += index % 2 === 0 ? (ODD_VALUES[value] ?? 0) : value;
  }
  return String.fromCharCode(65 + (sum % 26)) === code[15];
}
