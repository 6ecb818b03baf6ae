import type { Draft } from "./context.ts";
import { makeWordTable } from "./word-table.ts";

/** Names of types in records, by what is meant in the words of JSON Schema: a type, or a format of one. */
const typeWords = makeWordTable(`
string: string, str, text, varchar, char, character varying, characters, free text, nvarchar
  zeichenkette, zeichenfolge, zeichen, chaîne, chaîne de caractères, texte, cadena, cadena de texto, texto, stringa, testo, tekst, строка, 字符串, 文字列, tekst wolny, ciąg znaków
integer: integer, int, whole number, smallint, tinyint, unsigned integer, unsigned int, uint, serial
  ganzzahl, ganze zahl, entier, nombre entier, entero, número entero, inteiro, número inteiro, intero, numero intero, geheel getal, целое, целое число, 整数, liczba całkowita
number: number, decimal, numeric, real, num, decimal number, money, amount
  zahl, dezimal, dezimalzahl, kommazahl, nombre, décimal, nombre décimal, número, decimal, número decimal, numero, decimale, getal, decimaal, число, 数字, 数値, liczba
boolean: boolean, bool, flag, yes no, true false
  wahrheitswert, boolesch, boolescher wert, ja nein, booléen, vrai faux, booleano, lógico, sí no, booleaans, булево, логический, 布尔, 布尔值, 真偽値
object: object, obj, map, dict, dictionary, json, json object, hash, struct, record, jsonb
  objekt, objet, objeto, oggetto, объект, 对象, オブジェクト, obiekt
array: array, list, collection, set
  liste, feld von werten, tableau, lista, arreglo, matriz, vetor, elenco, lijst, массив, список, 数组, 列表, 配列, tablica
null: null, nil, none, nichts
any: any, mixed, anything, any value, beliebig, n importe quoi, cualquiera, qualquer, qualsiasi
uuid: uuid, guid, uuid v4, uuidv4, uuid4, uuid v7, uuidv7
date: date, iso date, iso 8601 date, full date, calendar date, datum, fecha, data, дата, 日期, 日付
date-time: date time, datetime, timestamp, iso datetime, iso date time, iso 8601, iso 8601 datetime, iso 8601 date time, iso 8601 timestamp, iso timestamp, rfc 3339, rfc3339, rfc 3339 timestamp, timestamptz, instant, date and time, utc timestamp
  zeitstempel, zeitpunkt, datum und uhrzeit, datum uhrzeit, horodatage, date et heure, fecha y hora, marca de tiempo, data e hora, data e ora, datum en tijd, tijdstip, дата и время, 日期时间, 日時
time: time, time of day, uhrzeit, heure, hora, ora, tijd
duration: duration, iso duration, dauer, durée, duración, duração, durata, duur
email: email, e mail, email address, e mail address, mail, e mail adresse, adresse e mail, correo, correo electrónico, endereço de email
uri: uri, url, link, href, web address, adresse url, webadresse
uri-reference: uri reference, relative url
hostname: hostname, host name, domain name
ipv4: ipv4, ip, ip address, ipv4 address
ipv6: ipv6, ipv6 address
byte: byte, bytes, base64, base64 string, base 64
binary: binary, file, blob, upload, image file, datei, fichier, archivo, fichero, arquivo, bestand, файл, 文件
password: password, secret, passwort, mot de passe, contraseña, senha, wachtwoord
int32: int32, i32, 32 bit integer
int64: int64, long, bigint, i64, 64 bit integer, biginteger, bigserial
float: float, float32, single
double: double, float64, double precision
`);

const jsonTypes: ReadonlySet<string> = new Set([
  "string",
  "integer",
  "number",
  "boolean",
  "object",
  "array",
  "null",
]);

const formatTypes: ReadonlyMap<string, string> = new Map([
  ["int32", "integer"],
  ["int64", "integer"],
  ["float", "number"],
  ["double", "number"],
]);

/** What a word for a type means; nothing where it is none. */
export function typeOfWord(word: string): Draft | undefined {
  const meant = typeWords(word);
  if (meant === undefined) return undefined;
  if (meant === "any") return {};
  return jsonTypes.has(meant) ? { type: meant } : { type: formatTypes.get(meant) ?? "string", format: meant };
}
