import { makeWordTable } from "./word-table.ts";

/** What a column of a table holds. */
export type Column =
  | "name"
  | "place"
  | "type"
  | "required"
  | "cardinality"
  | "optional"
  | "nullable"
  | "rules"
  | "description"
  | "default"
  | "example"
  | "format"
  | "values"
  | "status"
  | "code"
  | "when"
  | "version"
  | "date"
  | "change"
  | "author"
  | "method"
  | "path"
  | "auth"
  | "request"
  | "response"
  | "errors"
  | "emits"
  | "trigger"
  | "channel"
  | "producers"
  | "consumers"
  | "event"
  | "header"
  | "scopes"
  | "scheme"
  | "ignored";

const columns = makeWordTable<Column>(`
name: name, field, field name, parameter, param, parameter name, property, property name, attribute, key, variable, argument, member, element, claim, setting
  feld, feldname, parametername, eigenschaft, attribut, schlüssel, bezeichnung, bezeichner, merkmal
  nom, champ, nom du champ, paramètre, propriété, clé, nom du paramètre
  nombre, campo, nombre del campo, parámetro, propiedad, atributo, clave
  nome, nome do campo, parâmetro, propriedade, chave, atributo
  nome campo, parametro, proprietà, chiave, attributo
  naam, veld, veldnaam, eigenschap, attribuut, sleutel
  поле, имя, параметр, название, pole, nazwa, 字段, 参数, 名称, 名前, フィールド, パラメータ, 필드, 이름
place: in, place, location, where, passed in, position, param type, parameter type, located in, source, kind of parameter
  ort, stelle, wo, herkunft, übergabe
  emplacement, dans, où, lieu
  en, ubicación, lugar, dónde
  em, local, localização, onde
  posizione, dove, luogo
  plaats, waar, locatie
  где, место, расположение, 位置, 場所
type: type, data type, datatype, value type, kind, field type, schema
  typ, datentyp, feldtyp, art
  type de données, type de donnees
  tipo, tipo de dato, tipo de datos
  tipo de dados, tipo do campo
  tipo di dato, tipo dato
  soort, gegevenstype, datatype
  тип, тип данных, 类型, 型, データ型, 타입, typ danych
required: required, req, mandatory, is required, required?, must, obligatory, presence, m/o, o/m, m/o/c, r/o, optionality
  pflicht, erforderlich, pflichtfeld, notwendig, verpflichtend, muss, benötigt, zwingend
  obligatoire, requis, nécessaire, requise
  obligatorio, requerido, necesario, obligatoria
  obrigatório, obrigatória, exigido, requerida
  obbligatorio, richiesto, obbligatoria
  verplicht, vereist, nodig
  обязательный, обязательно, обязательное, 必填, 是否必填, 必须, 必須, 필수, wymagane, wymagany
cardinality: cardinality, cardinalities, multiplicity, occurrence, occurrences, occurs, min max, how many
  kardinalität, häufigkeit, anzahl
  cardinalité, occurrences
  cardinalidad, ocurrencia
  cardinalidade, ocorrência
  cardinalità, occorrenza
  kardinaliteit
optional: optional, optional?, is optional
  freiwillig
  facultatif, optionnel
  opcional
  facoltativo
  optioneel
nullable: nullable, null, may be null, null allowed, can be null
  null erlaubt
  peut être nul
  anulable
  anulável
rules: rules, rule, constraints, constraint, validation, validations, validation rules, limits, restrictions, format and limits, range, bounds
  regeln, regel, einschränkungen, einschränkung, validierung, grenzen, bedingungen, prüfung, wertebereich
  règles, règle, contraintes, contrainte, limites
  reglas, regla, restricciones, restricción, validación, límites
  regras, regra, restrições, validação
  regole, regola, vincoli, vincolo, limiti, validazione
  regels, beperkingen, validatie, grenzen
  правила, ограничения, 约束, 规则, 制約, zasady, ograniczenia
description: description, desc, meaning, notes, note, remarks, remark, comment, comments, details, purpose, info, explanation, summary, what, what it does, about
  beschreibung, bedeutung, bemerkung, bemerkungen, hinweis, hinweise, erläuterung, anmerkung, zweck, kommentar
  signification, remarque, remarques, commentaire, commentaires, détails
  descripción, significado, notas, comentario, comentarios, detalle, observaciones
  descrição, notas, observações, observação, comentário, detalhes
  descrizione, significato, note, commento, dettagli
  beschrijving, omschrijving, betekenis, opmerking, opmerkingen, toelichting
  описание, примечание, комментарий, 说明, 描述, 備注, 説明, 설명, opis
default: default, default value, defaults to, initial
  standard, standardwert, vorgabe, vorgabewert, voreinstellung
  défaut, par défaut, valeur par défaut
  por defecto, valor por defecto, predeterminado, valor predeterminado
  padrão, valor padrão, por omissão
  predefinito, valore predefinito
  standaard, standaardwaarde
  по умолчанию, 默认值, 默认, デフォルト, domyślnie
example: example, examples, example value, sample, e g, for example
  beispiel, beispiele, beispielwert, z b
  exemple, exemples
  ejemplo, ejemplos
  exemplo, exemplos
  esempio, esempi
  voorbeeld, voorbeelden
  пример, 示例, 例, 例子, przykład
format: format, pattern, regex
  muster, formatierung
  format attendu, motif
  formato, patrón
  padrão regex
  formato atteso
  formaat, patroon
values: values, value, allowed values, possible values, enum, options, allowed, choices, enum values, valid values
  wert, werte, erlaubte werte, mögliche werte, zulässige werte, auswahl
  valeur, valeurs, valeurs possibles, valeurs autorisées
  valor, valores, valores posibles, valores permitidos
  valores possíveis
  valore, valori, valori possibili, valori ammessi
  waarde, waarden, mogelijke waarden, toegestane waarden
  значение, значения, 取值, 可选值, 値
status: status, status code, http status, http code, http, http status code, response code, http response code, statuscode
  http status code, statuscode, antwortcode, http code
  statut, code http, statut http, code de statut, code statut
  estado, código http, código de estado, estado http
  código de status, status http, código de resposta
  stato, codice http, codice di stato, stato http
  http statuscode, statuscode, antwoordcode
  статус, код ответа, 状态码, http状态码, ステータス, ステータスコード, kod http
code: code, error code, error, error name, identifier, error type, slug, reason code
  fehlercode, fehler, fehlerkennung, kennung
  code d'erreur, code erreur, erreur, identifiant
  código, código de error, error, identificador
  código de erro, erro, código do erro
  codice, codice errore, errore, codice di errore
  foutcode, fout
  код, код ошибки, ошибка, 错误码, エラーコード, kod błędu
when: when, condition, cause, reason, if, occurs when, returned when, circumstance, case, scenario
  wann, wenn, ursache, grund, bedingung, tritt auf wenn, fall, auslöser des fehlers
  quand, lorsque, cause, raison, condition, cas
  cuándo, cuando, causa, motivo, condición, caso
  quando, motivo do erro, condição
  causa, condizione, caso
  wanneer, oorzaak, reden, voorwaarde
  когда, причина, условие, 条件, 原因, kiedy, przyczyna
version: version, release, rev, revision, ver
  fassung, stand
  révision
  versión, revisión
  versão, revisão
  versione, revisione
  versie, revisie
  версия, 版本, バージョン, wersja
date: date, released, release date, when changed
  datum
  date de publication
  fecha
  data
  data di rilascio
  datum van uitgave
  дата, 日期, 日付
change: change, changes, what changed, modification, modifications
  änderung, änderungen
  changement, changements
  cambio, cambios
  mudança, mudanças, alteração, alterações
  modifica, modifiche, cambiamento, cambiamenti
  wijziging, wijzigingen
  изменение, изменения, 变更, 変更内容, zmiana, zmiany
author: author, who, by, owner
  autor, wer, autorin
  auteur, qui
  quién, autora
  quem
  autore, chi
  wie, door
method: method, verb, http method, http verb
  methode, verb
  méthode, verbe
  método, verbo
  método http
  metodo
  http methode
  метод, 方法, メソッド, metoda
path: path, url, uri, route, endpoint, resource, address, operation, end point, api, api endpoint
  pfad, adresse, endpunkt, ressource
  chemin, adresse, point d'accès, ressource, point de terminaison
  ruta, dirección, recurso, punto final
  caminho, rota, endereço
  percorso, indirizzo, risorsa
  pad, eindpunt, bron
  путь, адрес, эндпоинт, 路径, パス, ścieżka
auth: auth, authentication, authorization, authorisation, access, auth required, authenticated, requires auth, needs auth, security, permission, permissions, login, role, roles, auth?
  authentifizierung, anmeldung, zugriff, berechtigung, autorisierung, rolle, rollen, zugang
  authentification, accès, autorisation, rôle, droits
  autenticación, acceso, autorización, permiso, rol
  autenticação, acesso, autorização, permissão, papel
  autenticazione, accesso, autorizzazione, ruolo, permessi
  authenticatie, toegang, autorisatie, rol
  авторизация, аутентификация, доступ, 认证, 鉴权, 認証, autoryzacja
request: request, body, request body, input, payload, data, takes, parameters, params, query, données, charge utile, nutzlast, nutzdaten, daten, datos, carga, dados, dati, gegevens
  anfrage, eingabe, rumpf, anfragekörper, nimmt
  requête, corps, entrée
  petición, solicitud, cuerpo, entrada
  requisição, corpo, pedido
  richiesta, corpo, ingresso
  verzoek, invoer
  запрос, тело, 请求, リクエスト
response: response, returns, output, answer, result, success, response body, gives
  antwort, ausgabe, ergebnis, rückgabe, liefert
  réponse, sortie, résultat, retour
  respuesta, salida, resultado, devuelve
  resposta, saída, retorno, devolve
  risposta, uscita, risultato, restituisce
  antwoord, uitvoer, resultaat
  ответ, 响应, 返回, レスポンス
errors: errors, failures, error codes
  fehlerfälle, fehlercodes
  erreurs
  errores
  erros
  errori
  fouten
  ошибки, エラー
emits: emits, emitted, emits events, events, publishes, published
  löst aus, sendet, veröffentlicht, ereignisse
  émet, publie, événements
  emite, publica, eventos
  emite eventos
  emette, pubblica, eventi
  zendt uit, publiceert, gebeurtenissen
trigger: trigger, triggered by, triggered when, fired when, raised when, sent when, emitted when
  auslöser, ausgelöst durch, ausgelöst wenn
  déclencheur, déclenché par
  disparador, desencadenante, se dispara cuando
  gatilho, disparado quando
  innesco, scatta quando
  aanleiding, getriggerd door
channel: channel, topic, queue, subject, exchange, stream, routing key
  kanal, thema, warteschlange
  canal, sujet, file
  canal, tema, cola
  tópico, fila
  canale, argomento, coda
  kanaal, onderwerp, wachtrij
producers: producer, producers, publisher, publishers, emitted by, produced by, sender, published by
  erzeuger, produzent, sender, absender, herausgeber
  producteur, producteurs, émetteur, émis par
  productor, productores, emisor
  produtor, produtores, emissor
  produttore, produttori, emittente
  producent, producenten, afzender
consumers: consumer, consumers, subscriber, subscribers, consumed by, listeners, receiver, receivers, used by
  verbraucher, konsument, konsumenten, empfänger, abnehmer, abonnenten
  consommateur, consommateurs, abonné, abonnés, destinataires
  consumidor, consumidores, suscriptores
  consumidores do evento, assinantes
  consumatore, consumatori, destinatari
  consument, consumenten, afnemer, afnemers, ontvangers
event: event, event name, message, event type
  ereignis, nachricht, ereignisname
  événement, message, nom de l'événement
  evento, mensaje
  evento, mensagem
  evento, messaggio
  gebeurtenis, bericht
  событие, 事件, イベント
header: header, header name, http header
  kopfzeile, header feld
  en tête, entête
  cabecera, encabezado
  cabeçalho
  intestazione
  kop
scopes: scope, scopes
  bereich, bereiche
  portée, portées
  ámbito, ámbitos
  escopo, escopos
  ambito, ambiti
scheme: security scheme
ignored: #, no, nr, num, number, item, since, tag, tags, unit, status of work, implemented, done
  einheit, seit
  unité, depuis
  unidad, desde
`);

/** The column that a header names, if it is one. What stands in brackets does not count. */
export function columnOf(header: string): Column | undefined {
  return columns(header) ?? columns(header.replace(/[([{].*$/, ""));
}
