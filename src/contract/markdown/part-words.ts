import { makeWordTable } from "./word-table.ts";

/** The parts of a record that headings, bold labels and the beginnings of lists name. */
export type PartName =
  | "endpoints"
  | "events"
  | "types"
  | "changelog"
  | "authentication"
  | "errors"
  | "errorForm"
  | "request"
  | "body"
  | "query"
  | "pathParameters"
  | "headers"
  | "cookies"
  | "parameters"
  | "response"
  | "example"
  | "auth"
  | "roles"
  | "emits"
  | "trigger"
  | "channel"
  | "producers"
  | "consumers"
  | "payload"
  | "description"
  | "summary"
  | "title"
  | "tags"
  | "deprecated"
  | "version"
  | "baseUrl"
  | "operation"
  | "method"
  | "path"
  | "endpoint"
  | "rules"
  | "type"
  | "status"
  | "contentType"
  | "correlation"
  | "reply"
  | "calledBack"
  | "protocols"
  | "values"
  | "defaultAuth"
  | "ignored";

const parts = makeWordTable<PartName>(`
endpoints: endpoints, endpoint list, operations, api, rest api, routes, resources, api endpoints, api reference, list of endpoints, http api
  endpunkte, operationen, schnittstelle, schnittstellen, routen
  points d'accès, points de terminaison, opérations, routes api
  operaciones, rutas, puntos de acceso
  operações, rotas, pontos de acesso
  operazioni, percorsi, rotte
  eindpunten, operaties
  методы, эндпоинты, 接口, 接口列表, エンドポイント
events: events, messages, domain events, published events, event catalogue, event catalog, webhooks, webhook events
  ereignisse, nachrichten, veröffentlichte ereignisse
  événements, messages publiés
  eventos, mensajes
  eventos publicados, mensagens
  eventi, messaggi
  gebeurtenissen, berichten
  события, 事件, イベント
types: types, shared types, models, data models, data types, schemas, objects, definitions, structures, entities, data structures, common types, dto, dtos, data model
  typen, gemeinsame typen, datentypen, modelle, datenmodelle, objekte, strukturen, datenmodell, entitäten
  types partagés, types communs, modèles, objets, structures, types de données
  tipos, tipos compartidos, modelos, objetos, estructuras, tipos de datos
  tipos compartilhados, estruturas, tipos de dados
  tipi, tipi condivisi, modelli, oggetti, strutture
  gedeelde typen, modellen, objecten, datatypen
  типы, модели, 数据类型, 模型, 型, modele, typy
changelog: changelog, change log, changes, history, version history, revision history, versions, revisions, release notes
  änderungen, änderungsprotokoll, änderungsverlauf, versionen, versionsverlauf, historie
  journal des modifications, historique, modifications, changements, versions du document
  cambios, historial, registro de cambios, historial de cambios, versiones
  histórico, alterações, registro de alterações, mudanças, versões
  modifiche, cronologia, registro delle modifiche, versioni
  wijzigingen, versiegeschiedenis, geschiedenis, versies
  история изменений, 变更记录, 更新日志, 変更履歴, historia zmian
authentication: authentication, authentication and authorization, security, security schemes, authorization and authentication, signing in, sign in
  authentifizierung, anmeldung, sicherheit
  authentification, sécurité
  autenticación, seguridad
  autenticação, segurança
  autenticazione, sicurezza
  authenticatie, beveiliging
  аутентификация, 认证方式, 認証
errorForm: error format, error form, error response, error responses format, error body, error object, error schema, error model, error handling, format of errors, error responses format, errors format, common error, error envelope, error shape
  fehlerformat, fehlerobjekt, fehlerantwort, fehlerbehandlung, format der fehler
  format des erreurs, format d'erreur, objet d'erreur, gestion des erreurs
  formato de error, formato de errores, formato de los errores, objeto de error, manejo de errores
  formato de erro, formato dos erros, formato de erros, tratamento de erros
  formato degli errori, formato errori, gestione degli errori
  foutformaat, foutafhandeling
errors: errors, error, error codes, failures, error responses, error response codes, possible errors, status codes on failure, error cases, on error, failure
  fehler, fehlercodes, fehlerfälle, mögliche fehler, fehlerantworten, im fehlerfall
  erreurs, codes d'erreur, erreurs possibles, cas d'erreur, en cas d'erreur
  errores, códigos de error, errores posibles, posibles errores, en caso de error
  erros, códigos de erro, erros possíveis, possíveis erros, em caso de erro
  errori, codici di errore, errori possibili, in caso di errore
  fouten, foutcodes, mogelijke fouten
  ошибки, коды ошибок, 错误, 错误码, エラー, błędy
request: request, requests, input, inputs, takes, accepts, expects, request parameters, request data, request fields, arguments, send
  anfrage, eingabe, eingaben, anfrageparameter, erwartet, nimmt, felder der anfrage, anfragefelder
  requête, entrée, entrées, paramètres de la requête, attend
  petición, solicitud, entrada, parámetros de la petición, recibe
  requisição, pedido, parâmetros da requisição
  richiesta, ingresso, parametri della richiesta
  verzoek, invoer, aanvraag
  запрос, 请求, 请求参数, リクエスト, żądanie
body: body, request body, json body, body parameters, post body, json payload, post data, payload of the request, body params, form data, form fields, request payload, data params, data parameters, request body parameters
  rumpf, anfragekörper, body parameter, anfragerumpf, nachrichtenkörper, anfrage body
  corps, corps de la requête, corps de requête
  cuerpo, cuerpo de la petición, cuerpo de la solicitud
  corpo, corpo da requisição, corpo do pedido
  corpo della richiesta
  verzoekbody, aanvraagbody
  тело запроса, тело, 请求体, リクエストボディ
query: query, query parameters, query params, query string, query string parameters, filters, search parameters, url query parameters
  abfrageparameter, query parameter, filter
  paramètres de requête, filtres
  parámetros de consulta, filtros
  parâmetros de consulta, parâmetros de query
  parametri di query, filtri
  queryparameters
  параметры запроса, 查询参数, クエリパラメータ
pathParameters: path parameters, path params, url parameters, url params, path variables, route parameters, uri parameters, path
  pfadparameter, url parameter
  paramètres de chemin, paramètres d'url
  parámetros de ruta, parámetros de la ruta
  parâmetros de caminho, parâmetros de rota, parâmetros de url
  parametri di percorso, parametri del percorso
  padparameters
  параметры пути, 路径参数, パスパラメータ
headers: headers, header, request headers, http headers, header parameters, response headers, message headers
  kopfzeilen, kopfzeile, anfrage header
  en têtes, entêtes, en tête
  cabeceras, encabezados
  cabeçalhos
  intestazioni
  headers van het verzoek
  заголовки, 请求头, ヘッダー
cookies: cookies, cookie
  cookies der anfrage
parameters: parameters, params, parameter, attributes, arguments of the request, fields, properties, attribute, body fields
  felder, eigenschaften, attribute
  paramètres, champs, propriétés, attributs
  parámetros, campos, propiedades, atributos
  parâmetros, propriedades
  parametri, campi, proprietà, attributi
  velden, eigenschappen, attributen
  параметры, поля, 参数, 字段, パラメータ, parametry
response: response, responses, returns, output, answer, answers, result, success response, success, response body, on success, successful response, response fields, response format, success responses, response data, response codes, status codes, http status codes, response schema, return value, replies
  antwort, antworten, rückgabe, ausgabe, ergebnis, liefert, bei erfolg, erfolgsantwort, antwortfelder, erfolg, statuscodes, antwortcodes
  réponse, réponses, retour, retourne, sortie, résultat, en cas de succès, succès, renvoie, codes de retour
  respuesta, respuestas, devuelve, retorna, salida, resultado, en caso de éxito, éxito, respuesta exitosa, códigos de respuesta
  resposta, respostas, retorno, saída, em caso de sucesso, sucesso, códigos de resposta
  risposta, risposte, restituisce, uscita, risultato, in caso di successo, successo
  antwoord, antwoorden, resultaat, uitvoer, bij succes
  ответ, ответы, 响应, 返回, 响应参数, 返回参数, レスポンス, odpowiedź
example: example, examples, sample, example request, example response, request example, response example, sample request, sample response, sample call, example usage, usage, example payload, json example, success response example
  beispiel, beispiele, beispielanfrage, beispielantwort, beispiel anfrage, beispiel antwort
  exemple, exemples, exemple de requête, exemple de réponse
  ejemplo, ejemplos, ejemplo de petición, ejemplo de respuesta, ejemplo de solicitud
  exemplo, exemplos, exemplo de requisição, exemplo de resposta
  esempio, esempi, esempio di richiesta, esempio di risposta
  voorbeeld, voorbeelden
  пример, пример запроса, пример ответа, 示例, 请求示例, 响应示例, 例, przykład
auth: auth, authorization, authorisation, access, auth required, requires auth, requires authentication, authentication required, authenticated, permission, permissions, permissions required, required permission, required permissions, required scope, required scopes, scopes, who may, login required
  autorisierung, zugriff, berechtigung, berechtigungen, zugang, anmeldung erforderlich, rechte
  accès, autorisation, authentification requise, droits, permissions requises
  acceso, autorización, permiso, permisos, requiere autenticación
  acesso, autorização, permissão, permissões, requer autenticação
  accesso, autorizzazione, permessi, richiede autenticazione
  toegang, autorisatie, rechten
  авторизация, доступ, 权限, 鉴权, autoryzacja
roles: roles, role, allowed roles, required role, required roles
  rollen, rolle, erlaubte rollen
  rôles, rôle
  rol, roles permitidos
  papéis, papel
  ruoli, ruolo
  rollen en rechten
  роли
emits: emits, events emitted, emitted events, emits events, publishes, emitted, side effects events, raises, triggers, triggers events, sends
  löst aus, ausgelöste ereignisse, veröffentlicht, sendet
  émet, événements émis, publie, déclenche
  emite, eventos emitidos, publica, dispara
  emite eventos, emite os eventos
  emette, eventi emessi, pubblica
  zendt uit, publiceert, uitgezonden gebeurtenissen
  порождает события, 触发事件
trigger: trigger, triggered by, triggered when, fired when, raised when, sent when, emitted when, when, published when, occurs when, cause
  auslöser, ausgelöst durch, ausgelöst wenn, wann, ausgelöst von
  déclencheur, déclenché par, déclenché quand, quand
  disparador, desencadenante, se dispara cuando, cuándo, cuando
  gatilho, disparado quando, disparado por, quando
  innesco, scatta quando, quando scatta
  aanleiding, getriggerd door, wanneer, trigger van
  триггер, когда, 触发条件
channel: channel, topic, queue, subject, stream, exchange, kafka topic, routing key, transport
  kanal, thema, warteschlange
  canal, sujet, file
  tema, cola, tópico
  canal de mensagens, fila
  canale, argomento, coda
  kanaal, onderwerp, wachtrij
  канал, топик, очередь, 主题, 队列
producers: producer, producers, publisher, publishers, emitted by, produced by, sender, published by, source, source service
  erzeuger, produzent, produzenten, sender, absender, herausgeber, quelle
  producteur, producteurs, émetteur, émis par, publié par
  productor, productores, emisor, publicado por
  produtor, produtores, emissor
  produttore, produttori, emittente
  producent, producenten, afzender
  издатель, 生产者
consumers: consumer, consumers, subscriber, subscribers, consumed by, listeners, receiver, receivers, used by, who consumes, listened to by
  verbraucher, konsument, konsumenten, empfänger, abnehmer, abonnenten
  consommateur, consommateurs, abonné, abonnés, destinataires, consommé par
  consumidor, consumidores, suscriptores, consumido por
  consumidores do evento, assinantes
  consumatore, consumatori, destinatari
  consument, consumenten, afnemer, afnemers, ontvangers
  потребители, подписчики, 消费者
payload: payload, event payload, message payload, event data, carries, content, contents, data, fields of the event, message body
  nutzlast, nutzdaten, inhalt, daten, nachrichteninhalt
  charge utile, contenu, données, charge
  carga útil, carga, contenido, datos
  carga do evento, conteúdo, dados
  carico, contenuto, dati
  inhoud, gegevens, lading
  полезная нагрузка, данные, 载荷
description: description, overview, details, notes, note, remarks, behaviour, behavior, purpose, about, introduction, general, usage notes, business rules, what it does, hint, background, comments
  beschreibung, überblick, übersicht, hinweise, hinweis, bemerkung, bemerkungen, verhalten, zweck, einleitung, anmerkungen
  aperçu, détails, remarques, remarque, comportement, vue d'ensemble, présentation
  descripción, detalles, notas, comportamiento, resumen general, introducción, observaciones
  descrição, detalhes, comportamento, visão geral, observações, introdução
  descrizione, dettagli, note, comportamento, panoramica, introduzione
  beschrijving, omschrijving, opmerkingen, gedrag, overzicht, inleiding
  описание, примечания, 说明, 概要, opis, uwagi
summary: summary
  zusammenfassung, kurzbeschreibung
  résumé
  resumen
  resumo
  riassunto, sommario
  samenvatting
  概述
title: title
  titel
  titre
  título
  titolo
tags: tags, tag, group
  schlagworte, schlagwörter
  étiquettes
  etiquetas
  marcadores
  etichette
deprecated: deprecated, deprecation, is deprecated
  veraltet
  obsolète, déprécié
  obsoleto, en desuso
  descontinuado, depreciado
  deprecato
  verouderd
version: version, api version, document version, current version
  fassung, stand
  version de l'api
  versión
  versão
  versione
  versie
  версия, 版本
baseUrl: base url, base uri, base path, server, servers, host, root url, api root, base address, url prefix, prefix, base
  basis url, basisadresse, basispfad, basis
  url de base, adresse de base, chemin de base, serveur
  url base, ruta base, servidor
  caminho base, url de base da api
  percorso base, indirizzo base
  basis adres, basispad
  базовый url, 基础路径, ベースurl
operation: operation id, operationid, operation, operation name
  operations id, operationskennung, vorgang
  identifiant d'opération, opération
  id de operación, operación
  id da operação, operação
  id operazione, operazione
  operatie
method: method, http method, verb, request method
  methode, http methode
  méthode, verbe
  método, verbo
  método http
  metodo, verbo http
  http verb
  метод, 请求方式, 请求方法, メソッド, metoda
path: url, uri, route, path of the endpoint, request url, resource url, request path
  pfad, adresse
  chemin, adresse
  ruta, dirección
  caminho, rota, endereço
  percorso, indirizzo
  pad, adres
  путь, адрес, 请求地址, 接口地址, パス
endpoint: endpoint, end point, call, http request, api endpoint, request line
  endpunkt, aufruf
  point d'accès, appel, point de terminaison
  punto de acceso, llamada
  ponto de acesso, chamada
  chiamata
  eindpunt
  эндпоинт, 接口, エンドポイント
rules: rules, constraints, validation, validation rules, limits
  regeln, einschränkungen, validierung
  règles, contraintes
  reglas, restricciones, validación
  regras, restrições, validação
  regole, vincoli, validazione
  regels, beperkingen
type: type, data type
  typ, datentyp
  type de données
  tipo, tipo de dato
  tipo de dado
  tipo di dato
  gegevenstype
status: status, status code, http status, success status, success code, code, http code, response status, response code
  statuscode, antwortstatus
  statut, code de statut, code http
  estado, código de estado, código
  código de status
  stato, codice
  http statuscode
  статус, 状态码
contentType: content type, content types, media type, mime type, format
  inhaltstyp, medientyp
  type de contenu, format du corps
  tipo de contenido
  tipo de conteúdo
  tipo di contenuto
  inhoudstype
correlation: correlation, correlation id, correlated by
  korrelation, korrelations id
  corrélation
  correlación
  correlação
  correlazione
  correlatie
reply: reply, replies with, answered by, reply event
  beantwortet durch, antwort ereignis
  réponse attendue
  respuesta esperada
calledBack: calls back, callback, callbacks, callback url
  ruft zurück, rückruf
  rappel
  devolución de llamada
protocols: protocol, protocols
  protokoll, protokolle
  protocole, protocoles
  protocolo, protocolos
  protocollo
  protocollen
values: values, allowed values, enum, possible values
  werte, erlaubte werte, mögliche werte
  valeurs, valeurs possibles
  valores, valores posibles
  valores possíveis
  valori, valori possibili
  waarden, mogelijke waarden
defaultAuth: default, unless said otherwise, all endpoints, default auth
  standard, vorgabe, alle endpunkte
  par défaut, défaut
  por defecto
  padrão
  predefinito
  standaard
ignored: table of contents, contents, toc, curl, see also, references, links, implementation, since, owner, owners, author, authors, date, last updated, status of the document, stability, contact, license, related, service, team, domain, maintainer, rate limit, rate limits, performance, todo, tests, test cases
  inhalt, inhaltsverzeichnis, siehe auch, implementierung, autor, datum, seit, verantwortlich, dienst, team
  table des matières, voir aussi, auteur, service responsable, équipe
  índice, véase también, autor, fecha, servicio, equipo
  ver também, sumário, data, serviço, equipe
  indice, vedi anche, autore, servizio
  inhoudsopgave, zie ook, auteur, dienst
`);

export function partOf(text: string): PartName | undefined {
  return parts(text);
}
