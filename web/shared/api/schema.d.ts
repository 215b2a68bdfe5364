/**
 * Made from api/openapi.json by `make generate`; changes belong into internal/httpapi.
 * Everything else imports these types under the names of types.ts and desk.ts.
 */

export interface paths {
  '/api/customer/v1/conversations/{id}/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Events after a cursor
     * @description A page at once; with wait, a page as soon as there is something, or an empty one when the time is up. With `Accept: text/event-stream` a stream of server-sent events: `id` is the seq, `data` one event; events named `typing` and `ping` carry no id. A browser resumes by Last-Event-ID. A cursor beyond the end is 400 cursor_ahead with last_seq.
     */
    get: operations['customerEvents'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/customer/v1/conversations/{id}/messages': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Send a message or press a button
     * @description Accepted means stored. A client_id seen before is answered as before, with no second message, so it is always safe to send again. The button `person` asks for a person at any time.
     */
    post: operations['sendMessage'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/customer/v1/conversations/{id}/read': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Say up to where the customer has read */
    post: operations['customerRead'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/customer/v1/conversations/{id}/stream': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Events after a cursor over WebSocket
     * @description Text frames, each a `CustomerFrame`: the events as in the page of events, and `typing` and `ping`, which have no seq. The token goes into Sec-WebSocket-Protocol as `rozmova.v1, bearer.TOKEN`, or into the query.
     */
    get: operations['customerStream'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/customer/v1/conversations/{id}/typing': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Say that the customer is typing
     * @description Shown for a moment and not kept. Signals above the limit are dropped without an error.
     */
    post: operations['customerTyping'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/customer/v1/sessions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Start or continue a conversation
     * @description Opens a conversation and gives the token for it. With resume, an older token (at most 30 days past its end) is exchanged for a new one and the conversation goes on. With identity_token, a JSON Web Token signed by the company's own site (HS256) or its identity provider (RS256, ES256), the customer counts as identified; sub and exp are required, name, email, phone known.
     */
    post: operations['startSession'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/article-export': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Everything that is known of articles, as a zip archive */
    get: operations['exportArticles'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/article-files/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A file of an article */
    get: operations['articleFile'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/article-gaps': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What was asked and not answered, the most often first */
    get: operations['articleGaps'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/article-gaps/settle': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Say what became of questions */
    post: operations['settleGaps'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/article-settings': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Decide how articles are published */
    put: operations['setArticles'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/article-use': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** How the bot fared with articles: those after which most customers wanted a person first */
    get: operations['articleUse'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/article-votes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What readers say, by article, the worst first */
    get: operations['articleVotes'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/articles': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Articles, the one that changed last first */
    get: operations['articles'];
    put?: never;
    /** Begin an article */
    post: operations['createArticle'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/articles/preview': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** How a text would look on its page */
    post: operations['previewArticle'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/articles/search': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Published articles that answer a question, the best first */
    get: operations['searchArticles'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/articles/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One article with its drafts */
    get: operations['article'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Change what stands around an article's words; of a published one only administrators do */
    patch: operations['arrangeArticle'];
    trace?: never;
  };
  '/api/desk/v1/articles/{id}/archive': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Take an article away from readers and lists */
    post: operations['archiveArticle'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/articles/{id}/editions/{lang}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Keep words of a draft; readers go on seeing what is published */
    put: operations['writeEdition'];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/articles/{id}/editions/{lang}/approve': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Say that a draft is good as it is; its author cannot */
    post: operations['approveEdition'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/articles/{id}/editions/{lang}/ask': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Ask somebody else to read a draft */
    post: operations['askReview'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/articles/{id}/editions/{lang}/diff': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What changed between two versions, or a version and the draft, by words */
    get: operations['articleDiff'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/articles/{id}/editions/{lang}/publish': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Show readers a draft */
    post: operations['publishEdition'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/articles/{id}/editions/{lang}/roll-back': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Show readers the words of an older version again, as a new one; a draft that waits is kept */
    post: operations['rollBackEdition'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/articles/{id}/editions/{lang}/send-back': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Say that a draft is not good yet */
    post: operations['sendEditionBack'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/articles/{id}/editions/{lang}/versions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What was published, the newest first */
    get: operations['articleVersions'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/articles/{id}/editions/{lang}/versions/{number}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What was published once */
    get: operations['articleVersion'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/articles/{id}/editions/{lang}/withdraw': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Take an edition away from readers; its words wait as a draft */
    post: operations['withdrawEdition'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/articles/{id}/feedback': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What readers say of an article, the latest first */
    get: operations['articleFeedback'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/articles/{id}/files': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Keep a file beside an article
     * @description The body is the file itself, of at most 10 MB: an image (PNG, JPEG, GIF, WebP), a PDF or plain text, told by what is in it.
     */
    post: operations['attachFile'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/articles/{id}/files/{file}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post?: never;
    /** Take a file away from an article */
    delete: operations['detachFile'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/articles/{id}/restore': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Bring an archived article back, published as it was */
    post: operations['restoreArticle'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/collections': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The shelves of articles, in their order */
    get: operations['collections'];
    put?: never;
    /** Make a collection */
    post: operations['createCollection'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/collections/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /** Change a collection */
    put: operations['changeCollection'];
    post?: never;
    /** Take a collection away; what it held goes to its parent */
    delete: operations['removeCollection'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/conversations/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A conversation's context */
    get: operations['conversation'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/conversations/{id}/effects/{effect}/retry': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Try a parked effect again */
    post: operations['retryEffect'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/conversations/{id}/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Events after a cursor, all that agents see
     * @description A page at once; with wait, a page as soon as there is something, or an empty one when the time is up. With `Accept: text/event-stream` a stream of server-sent events: `id` is the seq, `data` one event; events named `typing` and `ping` carry no id. A browser resumes by Last-Event-ID. A cursor beyond the end is 400 cursor_ahead with last_seq.
     */
    get: operations['deskEvents'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/conversations/{id}/messages': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Write to the customer */
    post: operations['reply'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/conversations/{id}/notes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Leave a private note */
    post: operations['note'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/conversations/{id}/read': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Say up to where the agent has read */
    post: operations['deskRead'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/conversations/{id}/reopen': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Reopen a resolved conversation */
    post: operations['reopen'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/conversations/{id}/resolve': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Resolve the conversation */
    post: operations['resolve'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/conversations/{id}/return': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Hand the conversation back to the bot */
    post: operations['return'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/conversations/{id}/take': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Take the conversation over */
    post: operations['take'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/conversations/{id}/tickets': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Open a ticket for a conversation */
    post: operations['openTicket'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/conversations/{id}/typing': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Say that the agent is typing */
    post: operations['deskTyping'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/effects': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Effects that were given up and wait for an operator */
    get: operations['effects'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/flow-check': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Compile the drafts, and play the flow tests */
    post: operations['checkFlows'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/flow-files': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The files of all packs */
    get: operations['flowFiles'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/flow-files/{pack}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One file */
    get: operations['flowFile'];
    /** Keep a draft of a file; says what the compiler says of it */
    put: operations['saveFlowFile'];
    post?: never;
    /** Forget a draft */
    delete: operations['dropFlowDraft'];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/flow-trials': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Begin a test chat */
    post: operations['tryFlows'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/flow-trials/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** A test chat after a cursor */
    get: operations['trial'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/flow-trials/{id}/answers': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Answer in a test chat, as a business system */
    post: operations['trialAnswer'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/flow-trials/{id}/messages': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Write in a test chat, as the customer */
    post: operations['trialMessage'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/flow-trials/{id}/timers': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Let a timer's time come in a test chat */
    post: operations['trialTimer'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/flow-versions': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What was published */
    get: operations['flowVersions'];
    put?: never;
    /** Publish the drafts */
    post: operations['publishFlows'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/flow-versions/{number}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One published version with its files */
    get: operations['flowVersion'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/flow-versions/{number}/restore': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Roll back: publish an earlier version again; 0 is the packs as installed */
    post: operations['restoreFlows'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/flows': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Flows, with what became of them in real conversations */
    get: operations['flows'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/flows/{name}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One flow: its graph, its file, where conversations went and left */
    get: operations['flow'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/import-files': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Import articles from a file
     * @description The body is the file itself, of at most 64 MB: a folder of Markdown or HTML as a zip archive, one of their files, a table (CSV), the answers of Zendesk's or Intercom's API (JSON), a PDF or DOCX document, or an export of ours. What was imported before is updated, not doubled.
     */
    post: operations['importFile'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/imports': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Imports, the newest first */
    get: operations['imports'];
    put?: never;
    /** Import articles from a site's pages, by its sitemap */
    post: operations['importSite'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/imports/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** An import: how far it is, and its report */
    get: operations['import'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/imports/{id}/cancel': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** End an import where it is; what it brought stays */
    post: operations['cancelImport'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/inbox': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Conversations, the latest message first */
    get: operations['inbox'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/learning': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Messages that the bot did not understand by itself, the newest first */
    get: operations['lessons'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/learning/effect': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What the drafts would change, before they are published
     * @description Judging takes seconds, on its own. With wait, the answer comes as soon as it is there; otherwise, or when the time is up, state is `running`: ask again.
     */
    get: operations['learningEffect'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/learning/examples': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Make a message an example of a flow, in a draft */
    post: operations['teach'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/learning/settle': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Take a message off the list, or put it back */
    post: operations['settleLesson'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/login': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Sign in
     * @description Sets the cookie `rozmova_session`. Every later request that changes something carries the returned csrf in `X-Rozmova-CSRF`.
     */
    post: operations['login'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/logout': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Sign out */
    post: operations['logout'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/me': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who is signed in */
    get: operations['me'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Change one's name, language or availability */
    patch: operations['changeMe'];
    trace?: never;
  };
  '/api/desk/v1/model-use': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What a language model was asked and what it cost, by day
     * @description For administrators. Days are those of UTC, by which the budget counts, too.
     */
    get: operations['modelUse'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/people': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who works in this workspace */
    get: operations['people'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/stream': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Everything that changes, over WebSocket
     * @description Needs the cookie; the Origin must be this server. The server sends text frames, each a `DeskFrame`: `row` for a changed conversation, `counts`, `typing`, `ping`. The client sends a `DeskCommand`: `open` a conversation, and it gets an `event` for each event after `after`, or an `error`; `close` ends that. At most 50 are open at once. After a reconnect the client reads the inbox and opens its conversations again with its cursors.
     */
    get: operations['deskStream'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/tickets': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Tickets, the one that changed last first */
    get: operations['tickets'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/desk/v1/tickets/{id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One ticket with what became of it */
    get: operations['ticket'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    /** Move a ticket on; a new status and tell are said to the customer */
    patch: operations['changeTicket'];
    trace?: never;
  };
  '/healthz': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The process answers */
    get: operations['health'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/metrics': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Metrics in Prometheus' text format */
    get: operations['metrics'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/readyz': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The process can do its work */
    get: operations['ready'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    Accepted: {
      /**
       * Format: int64
       * @description The event's number.
       * @example 12
       */
      seq: number;
    };
    ActRequest: {
      client_id: string;
    };
    ActionDetailEvent: {
      action: string;
      /**
       * @description Who did it.
       * @enum {string}
       */
      actor: 'customer' | 'bot' | 'agent' | 'system';
      args?: {
        [key: string]: unknown;
      };
      /**
       * Format: date-time
       * @description When it happened.
       * @example 2026-03-14T09:26:53.589Z
       */
      at: string;
      effect: string;
      /**
       * @description Why it failed.
       * @example order_not_found
       */
      error?: string;
      /**
       * @description An agent's display name.
       * @example Оксана
       */
      name?: string;
      result?: unknown;
      /**
       * Format: int64
       * @description The event's number in its conversation: from 1, without gaps.
       * @example 7
       */
      seq: number;
      /** @enum {string} */
      status: 'running' | 'succeeded' | 'failed';
      title?: string;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'action';
    };
    ActionEvent: {
      /** @example get_order_details */
      action: string;
      /**
       * @description Who did it.
       * @enum {string}
       */
      actor: 'customer' | 'bot' | 'agent' | 'system';
      /**
       * Format: date-time
       * @description When it happened.
       * @example 2026-03-14T09:26:53.589Z
       */
      at: string;
      effect: string;
      /**
       * @description An agent's display name.
       * @example Оксана
       */
      name?: string;
      /**
       * Format: int64
       * @description The event's number in its conversation: from 1, without gaps.
       * @example 7
       */
      seq: number;
      /** @enum {string} */
      status: 'running' | 'succeeded' | 'failed';
      title?: string;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'action';
    };
    ActionView: {
      action: string;
      args: {
        [key: string]: unknown;
      };
      /**
       * Format: date-time
       * @example 2026-03-14T09:26:53.589Z
       */
      at: string;
      effect: string;
      error?: string;
      result?: unknown;
      /** @enum {string} */
      status: 'running' | 'succeeded' | 'failed';
      title: string;
    };
    ArrangeArticleRequest: {
      /** @enum {string} */
      audience?: 'public' | 'internal';
      /** @description Empty for none. */
      collection?: string;
      /** @description Empty for nobody. */
      owner?: string;
      related?: string[];
      /**
       * @description The day on which the owner is to look at it again; empty for never.
       * @example 2027-01-15
       */
      review_on?: string;
      /** @description The language that the others are translated from. */
      source?: string;
    };
    ArticleDiffOutputBody: {
      body: components['schemas']['DiffPart'][];
      title: components['schemas']['DiffPart'][];
    };
    ArticleFile: {
      /**
       * Format: date-time
       * @example 2026-03-14T09:26:53.589Z
       */
      at: string;
      by: string;
      /** @description Markdown names it as attachment:ID. */
      id: string;
      name: string;
      /**
       * Format: int64
       * @description Bytes.
       */
      size: number;
      /** @example image/png */
      type: string;
    };
    ArticleHit: {
      /** @description Of the heading above the passage, on the article's page. */
      anchor?: string;
      /** @enum {string} */
      audience: 'public' | 'internal';
      collection?: string;
      /** @description Above the passage, the outermost first. */
      headings?: string[];
      id: string;
      lang: string;
      /** @description The passage as plain text. */
      passage: string;
      slug: string;
      /** @description The part of the passage that has most of what was asked for. */
      snippet: components['schemas']['SnippetPart'][];
      /**
       * Format: double
       * @description How likely it is that the passage answers, from 0 to 1.
       */
      sure: number;
      title: string;
      /** Format: int64 */
      version: number;
    };
    ArticleHits: {
      hits: components['schemas']['ArticleHit'][];
    };
    ArticlePage: {
      /** @description The workspace's; articles may be in others, too. */
      languages: string[];
      may_publish: boolean;
      /** @description Where the next page begins; missing on the last. */
      next?: string;
      /** @description Nobody publishes what only they have read. */
      review: boolean;
      rows: components['schemas']['ArticleRow'][];
    };
    ArticleRow: {
      archived: boolean;
      /**
       * @description internal: for agents only.
       * @enum {string}
       */
      audience: 'public' | 'internal';
      collection?: string;
      /**
       * Format: date-time
       * @example 2026-03-14T09:26:53.589Z
       */
      created_at: string;
      /** @description In the order of the workspace's languages. */
      editions: components['schemas']['EditionRow'][];
      id: string;
      /**
       * @description How it was imported; missing for what was written here.
       * @example zendesk
       */
      origin?: string;
      /** @description A user's ID. */
      owner?: string;
      /**
       * @description The day on which the owner is to look at it again.
       * @example 2027-01-15
       */
      review_on?: string;
      /**
       * @description The language that the others are translated from.
       * @example uk
       */
      source: string;
      /**
       * Format: date-time
       * @example 2026-03-14T09:26:53.589Z
       */
      updated_at: string;
    };
    ArticleVersionRow: {
      /**
       * Format: date-time
       * @example 2026-03-14T09:26:53.589Z
       */
      at: string;
      by: string;
      note?: string;
      /** Format: int64 */
      number: number;
      /**
       * Format: int64
       * @description The version that this one rolls back to.
       */
      of?: number;
      slug: string;
      title: string;
    };
    ArticleVersionView: {
      /**
       * Format: date-time
       * @example 2026-03-14T09:26:53.589Z
       */
      at: string;
      /** @description Markdown. */
      body: string;
      by: string;
      note?: string;
      /** Format: int64 */
      number: number;
      /**
       * Format: int64
       * @description The version that this one rolls back to.
       */
      of?: number;
      slug: string;
      title: string;
    };
    ArticleVersionsOutputBody: {
      versions: components['schemas']['ArticleVersionRow'][];
    };
    ArticleView: {
      archived: boolean;
      /**
       * @description internal: for agents only.
       * @enum {string}
       */
      audience: 'public' | 'internal';
      collection?: string;
      /**
       * Format: date-time
       * @example 2026-03-14T09:26:53.589Z
       */
      created_at: string;
      /** @description In the order of the workspace's languages. */
      editions: components['schemas']['EditionView'][];
      files: components['schemas']['ArticleFile'][];
      id: string;
      /** @description The workspace's. */
      languages: string[];
      may_publish: boolean;
      /**
       * @description How it was imported; missing for what was written here.
       * @example zendesk
       */
      origin?: string;
      /** @description A user's ID. */
      owner?: string;
      related: components['schemas']['RelatedArticle'][];
      /** @description Nobody publishes what only they have read. */
      review: boolean;
      /**
       * @description The day on which the owner is to look at it again.
       * @example 2027-01-15
       */
      review_on?: string;
      /**
       * @description The language that the others are translated from.
       * @example uk
       */
      source: string;
      /**
       * Format: date-time
       * @example 2026-03-14T09:26:53.589Z
       */
      updated_at: string;
    };
    AssigneeView: {
      id: string;
      name: string;
    };
    ButtonView: {
      /**
       * @description Send it back as button to press it.
       * @example cancel_yes
       */
      id: string;
      /** @enum {string} */
      style?: 'primary' | 'danger' | 'plain';
      /** @example Так, скасувати */
      title: string;
    };
    CardFieldView: {
      label: string;
      value: string;
    };
    CardItemView: {
      detail?: string;
      title: string;
      value?: string;
    };
    CardStatusView: {
      /** @example У дорозі */
      label: string;
      /** Format: double */
      progress?: number;
      /** @enum {string} */
      tone: 'info' | 'success' | 'warning' | 'danger' | 'neutral';
    };
    CardView: {
      buttons?: components['schemas']['ButtonView'][];
      fields?: components['schemas']['CardFieldView'][];
      image?: string;
      items?: components['schemas']['CardItemView'][];
      /** @enum {string} */
      kind: 'order' | 'product' | 'info';
      status?: components['schemas']['CardStatusView'];
      subtitle?: string;
      /** @example Замовлення №W2378156 */
      title: string;
    };
    ChangeMeRequest: {
      available?: boolean;
      /** @enum {string} */
      locale?: 'uk' | 'en';
      name?: string;
    };
    ChangeTicketRequest: {
      /** @description A user's ID; empty for nobody. */
      assignee?: string;
      /** @description The client's own id of this deed; sending it again changes nothing. */
      client_id: string;
      /** @description For agents. */
      note?: string;
      /** @enum {string} */
      priority?: 'low' | 'normal' | 'high' | 'urgent';
      /** @enum {string} */
      status?: 'open' | 'pending' | 'solved' | 'closed';
      /** @description The bot says it to the customer, in the channel they used. */
      tell?: string;
    };
    CheckFlowsInputBody: {
      /** @description Play the flow tests, too. */
      tests?: boolean;
    };
    CitationView: {
      article_id?: string;
      title: string;
      url?: string;
    };
    CodeEvent: {
      /**
       * @description Who did it.
       * @enum {string}
       */
      actor: 'customer' | 'bot' | 'agent' | 'system';
      /**
       * Format: date-time
       * @description When it happened.
       * @example 2026-03-14T09:26:53.589Z
       */
      at: string;
      /**
       * @description Why none was sent.
       * @example too_many_codes
       */
      error?: string;
      /** @example •••02 */
      hint?: string;
      /**
       * Format: int64
       * @description How many tries a wrong one left.
       */
      left?: number;
      /**
       * @description An agent's display name.
       * @example Оксана
       */
      name?: string;
      /**
       * Format: int64
       * @description The event's number in its conversation: from 1, without gaps.
       * @example 7
       */
      seq: number;
      /** @enum {string} */
      status: 'requested' | 'sent' | 'not_sent' | 'right' | 'wrong' | 'expired' | 'locked';
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'code';
      /** @enum {string} */
      via?: 'sms' | 'email';
    };
    CodeSentEvent: {
      /**
       * @description Who did it.
       * @enum {string}
       */
      actor: 'customer' | 'bot' | 'agent' | 'system';
      /**
       * Format: date-time
       * @description When it happened.
       * @example 2026-03-14T09:26:53.589Z
       */
      at: string;
      /**
       * @description The address as far as it may be shown.
       * @example •••02
       */
      hint: string;
      /**
       * @description An agent's display name.
       * @example Оксана
       */
      name?: string;
      /**
       * Format: int64
       * @description The event's number in its conversation: from 1, without gaps.
       * @example 7
       */
      seq: number;
      /** @enum {string} */
      status: 'sent';
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'code';
    };
    ColleagueView: {
      available: boolean;
      id: string;
      name: string;
    };
    CollectionView: {
      /** @description A sentence, by language. */
      abouts: {
        [key: string]: string;
      };
      /**
       * Format: int64
       * @description That it holds by itself.
       */
      articles: number;
      id: string;
      /** @description Collections are at most three deep. */
      parent?: string;
      /**
       * Format: int64
       * @description Among its neighbours.
       */
      position: number;
      /** @description In the address of its page; made of the title unless said. */
      slug?: string;
      /** @description By language. */
      titles: {
        [key: string]: string;
      };
    };
    CollectionWords: {
      /** @description A sentence, by language. */
      abouts: {
        [key: string]: string;
      };
      /** @description Collections are at most three deep. */
      parent?: string;
      /**
       * Format: int64
       * @description Among its neighbours.
       */
      position: number;
      /** @description In the address of its page; made of the title unless said. */
      slug?: string;
      /** @description By language. */
      titles: {
        [key: string]: string;
      };
    };
    CollectionsOutputBody: {
      collections: components['schemas']['CollectionView'][];
      /**
       * Format: int64
       * @description Articles in no collection.
       */
      loose: number;
      may_edit: boolean;
    };
    CommandView: {
      /** Format: double */
      confidence: number;
      flow?: string;
      /** @enum {string} */
      kind:
        | 'start'
        | 'set'
        | 'narrow'
        | 'cancel'
        | 'clarify'
        | 'answer'
        | 'social'
        | 'handoff'
        | 'repeat'
        | 'restart'
        | 'none';
      options?: string[];
      query?: string;
      reason?: string;
      slot?: string;
      source: string;
      text?: string;
      value?: unknown;
    };
    ContactRef: {
      id: string;
      name: string;
    };
    ContactView: {
      attributes: {
        [key: string]: unknown;
      };
      email?: string;
      external_id?: string;
      id: string;
      /** @enum {string} */
      level: 'anonymous' | 'identified' | 'verified';
      name: string;
      phone?: string;
    };
    Conversation: {
      actions: components['schemas']['ActionView'][];
      contact: components['schemas']['ContactView'];
      effects: components['schemas']['EffectView'][];
      flow?: components['schemas']['FlowView'];
      /** @description From the last handoff. */
      packet?: components['schemas']['PacketView'];
      row: components['schemas']['Row'];
      slots: components['schemas']['SlotView'][];
    };
    Counts: {
      /** Format: int64 */
      all: number;
      /** Format: int64 */
      bot: number;
      /** Format: int64 */
      mine: number;
      /** Format: int64 */
      resolved: number;
      /** Format: int64 */
      unassigned: number;
    };
    CountsFrame: {
      counts: components['schemas']['Counts'];
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'counts';
    };
    CreateArticleRequest: {
      /**
       * @default public
       * @enum {string}
       */
      audience: 'public' | 'internal';
      /** @description Markdown; a file of the article is named as attachment:ID. */
      body: string;
      collection?: string;
      /**
       * @description The language that others are translated from; the workspace's first unless said.
       * @example uk
       */
      lang?: string;
      owner?: string;
      /** @description In the address of its page: small Latin letters, digits and hyphens. Made of the title unless said. */
      slug?: string;
      title: string;
    };
    /** @description One event as the customer may see it; type says which. */
    CustomerEvent:
      | components['schemas']['MessageEvent']
      | components['schemas']['OwnerEvent']
      | components['schemas']['ResolvedEvent']
      | components['schemas']['ReopenedEvent']
      | components['schemas']['ActionEvent']
      | components['schemas']['ReadEvent']
      | components['schemas']['DeliveryEvent']
      | components['schemas']['CodeSentEvent']
      | components['schemas']['InternalEvent'];
    CustomerEventPage: {
      /** @description In order of seq, without gaps. */
      events: components['schemas']['CustomerEvent'][];
      /**
       * Format: int64
       * @description The number of the conversation's last event: there is more when it is beyond the page.
       */
      last_seq: number;
    };
    /** @description One frame of a customer's stream: an event, or something that is not in the log and has no seq. */
    CustomerFrame:
      | components['schemas']['MessageEvent']
      | components['schemas']['OwnerEvent']
      | components['schemas']['ResolvedEvent']
      | components['schemas']['ReopenedEvent']
      | components['schemas']['ActionEvent']
      | components['schemas']['ReadEvent']
      | components['schemas']['DeliveryEvent']
      | components['schemas']['CodeSentEvent']
      | components['schemas']['InternalEvent']
      | components['schemas']['TypingFrame']
      | components['schemas']['PingFrame'];
    DeliveryEvent: {
      /**
       * @description Who did it.
       * @enum {string}
       */
      actor: 'customer' | 'bot' | 'agent' | 'system';
      /**
       * Format: date-time
       * @description When it happened.
       * @example 2026-03-14T09:26:53.589Z
       */
      at: string;
      /**
       * Format: int64
       * @description The message's seq.
       */
      message: number;
      /**
       * @description An agent's display name.
       * @example Оксана
       */
      name?: string;
      /**
       * Format: int64
       * @description The event's number in its conversation: from 1, without gaps.
       * @example 7
       */
      seq: number;
      /** @enum {string} */
      status: 'accepted' | 'delivered' | 'read' | 'failed';
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'delivery';
    };
    DeskCommand: {
      /**
       * Format: int64
       * @description With open: the last seq that the client has.
       */
      after?: number;
      conversation: string;
      /** @enum {string} */
      type: 'open' | 'close';
    };
    /** @description One event as agents see it; type says which. */
    DeskEvent:
      | components['schemas']['MessageEvent']
      | components['schemas']['OwnerEvent']
      | components['schemas']['ResolvedDetailEvent']
      | components['schemas']['ReopenedEvent']
      | components['schemas']['ActionDetailEvent']
      | components['schemas']['ReadEvent']
      | components['schemas']['DeliveryEvent']
      | components['schemas']['StartedEvent']
      | components['schemas']['NoteEvent']
      | components['schemas']['UnderstoodEvent']
      | components['schemas']['FlowStartedEvent']
      | components['schemas']['FlowEndedEvent']
      | components['schemas']['FlowReplayedEvent']
      | components['schemas']['StepEvent']
      | components['schemas']['SlotSetEvent']
      | components['schemas']['SlotClearedEvent']
      | components['schemas']['QuestionEvent']
      | components['schemas']['HandoffEvent']
      | components['schemas']['LevelEvent']
      | components['schemas']['PinnedEvent']
      | components['schemas']['LanguageEvent']
      | components['schemas']['MissEvent']
      | components['schemas']['ParkedEvent']
      | components['schemas']['TimerEvent']
      | components['schemas']['TookEvent']
      | components['schemas']['ReturnedEvent']
      | components['schemas']['FaultEvent']
      | components['schemas']['TicketEvent']
      | components['schemas']['CodeEvent']
      | components['schemas']['GuidelineEvent']
      | components['schemas']['RatedEvent']
      | components['schemas']['OtherEvent'];
    DeskEventPage: {
      /** @description In order of seq, without gaps. */
      events: components['schemas']['DeskEvent'][];
      /**
       * Format: int64
       * @description The number of the conversation's last event.
       */
      last_seq: number;
    };
    /** @description One frame of an agent's WebSocket; type says which. */
    DeskFrame:
      | components['schemas']['RowFrame']
      | components['schemas']['CountsFrame']
      | components['schemas']['DeskTypingFrame']
      | components['schemas']['EventFrame']
      | components['schemas']['ErrorFrame']
      | components['schemas']['PingFrame'];
    /** @description One frame of an agent's stream of one conversation: an event, or something that is not in the log and has no seq. */
    DeskLogFrame:
      | components['schemas']['MessageEvent']
      | components['schemas']['OwnerEvent']
      | components['schemas']['ResolvedDetailEvent']
      | components['schemas']['ReopenedEvent']
      | components['schemas']['ActionDetailEvent']
      | components['schemas']['ReadEvent']
      | components['schemas']['DeliveryEvent']
      | components['schemas']['StartedEvent']
      | components['schemas']['NoteEvent']
      | components['schemas']['UnderstoodEvent']
      | components['schemas']['FlowStartedEvent']
      | components['schemas']['FlowEndedEvent']
      | components['schemas']['FlowReplayedEvent']
      | components['schemas']['StepEvent']
      | components['schemas']['SlotSetEvent']
      | components['schemas']['SlotClearedEvent']
      | components['schemas']['QuestionEvent']
      | components['schemas']['HandoffEvent']
      | components['schemas']['LevelEvent']
      | components['schemas']['PinnedEvent']
      | components['schemas']['LanguageEvent']
      | components['schemas']['MissEvent']
      | components['schemas']['ParkedEvent']
      | components['schemas']['TimerEvent']
      | components['schemas']['TookEvent']
      | components['schemas']['ReturnedEvent']
      | components['schemas']['FaultEvent']
      | components['schemas']['TicketEvent']
      | components['schemas']['CodeEvent']
      | components['schemas']['GuidelineEvent']
      | components['schemas']['RatedEvent']
      | components['schemas']['OtherEvent']
      | components['schemas']['TypingFrame']
      | components['schemas']['PingFrame'];
    DeskTypingFrame: {
      /** @enum {string} */
      actor: 'customer' | 'bot' | 'agent';
      conversation: string;
      /** @description An agent's display name. */
      name?: string;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'typing';
    };
    DiffPart: {
      /** @enum {string} */
      op: 'same' | 'added' | 'removed';
      text: string;
    };
    DraftView: {
      /**
       * Format: date-time
       * @example 2026-03-14T09:26:53.589Z
       */
      at: string;
      /** @description Who saved it last. */
      by: string;
      text: string;
    };
    DroppedView: {
      command: components['schemas']['CommandView'];
      why: string;
    };
    EditionRow: {
      /** @example uk */
      lang: string;
      /**
       * Format: int64
       * @description The version that readers see; 0 for none.
       */
      published: number;
      /**
       * Format: int64
       * @description Counts changes of the draft; to be sent with the next.
       */
      rev: number;
      slug: string;
      /**
       * @description published: no words wait. Readers see the published version all the while.
       * @enum {string}
       */
      stage: 'draft' | 'review' | 'published';
      /** @description The source was published since. */
      stale: boolean;
      /** @description The draft's. */
      title: string;
      /**
       * Format: int64
       * @description The source's version that this was translated from.
       */
      translates?: number;
      /**
       * Format: date-time
       * @example 2026-03-14T09:26:53.589Z
       */
      updated_at: string;
      /** @description Who wrote the draft. */
      updated_by: string;
    };
    EditionView: {
      /** @description Who found this draft good, as it is now. */
      approved_by?: string;
      /** @description The draft's, in Markdown. */
      body: string;
      /** @example uk */
      lang: string;
      /** @description Whoever asks wrote this draft last. */
      own: boolean;
      /**
       * Format: int64
       * @description The version that readers see; 0 for none.
       */
      published: number;
      /** @description What was said with the last question or answer of the review. */
      remark?: string;
      /**
       * Format: int64
       * @description Counts changes of the draft; to be sent with the next.
       */
      rev: number;
      slug: string;
      /**
       * @description published: no words wait. Readers see the published version all the while.
       * @enum {string}
       */
      stage: 'draft' | 'review' | 'published';
      /** @description The source was published since. */
      stale: boolean;
      /** @description The draft's. */
      title: string;
      /**
       * Format: int64
       * @description The source's version that this was translated from.
       */
      translates?: number;
      /**
       * Format: date-time
       * @example 2026-03-14T09:26:53.589Z
       */
      updated_at: string;
      /** @description Who wrote the draft. */
      updated_by: string;
    };
    EffectList: {
      /** @description The newest first, at most 500. */
      effects: components['schemas']['EffectView'][];
    };
    EffectView: {
      /** @example cancel_pending_order */
      action?: string;
      /** Format: int64 */
      attempts: number;
      conversation: string;
      /**
       * Format: date-time
       * @example 2026-03-14T09:26:53.589Z
       */
      created_at: string;
      id: string;
      /** @example call_action */
      kind: string;
      /** @description A code, never the other side's text. */
      last_error: string;
      /**
       * Format: date-time
       * @example 2026-03-14T09:26:53.589Z
       */
      next_at?: string;
      /** @enum {string} */
      state: 'pending' | 'running' | 'done' | 'parked';
    };
    EmptyBody: Record<string, never>;
    ErrorFrame: {
      /** @enum {string} */
      code:
        | 'archived'
        | 'closed'
        | 'conflict'
        | 'csrf'
        | 'cursor_ahead'
        | 'draft_changed'
        | 'edit_by_hand'
        | 'empty_message'
        | 'flow_mistakes'
        | 'forbidden'
        | 'identity_expired'
        | 'import_running'
        | 'internal'
        | 'invalid_credentials'
        | 'invalid_identity'
        | 'invalid_json'
        | 'invalid_request'
        | 'invalid_text'
        | 'method_not_allowed'
        | 'not_closed'
        | 'not_found'
        | 'not_owner'
        | 'nothing_to_publish'
        | 'outdated'
        | 'personal_data'
        | 'rate_limited'
        | 'timeout'
        | 'token_expired'
        | 'too_deep'
        | 'too_large'
        | 'too_long'
        | 'unauthorized'
        | 'unavailable'
        | 'unknown_button'
        | 'unknown_field'
        | 'unread'
        | 'unsupported'
        | 'unsupported_media_type';
      conversation: string;
      /**
       * Format: int64
       * @description With cursor_ahead: where the log ends.
       */
      last_seq?: number;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'error';
    };
    EventFrame: {
      conversation: string;
      event: components['schemas']['DeskEvent'];
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'event';
    };
    FaultEvent: {
      /**
       * @description Who did it.
       * @enum {string}
       */
      actor: 'customer' | 'bot' | 'agent' | 'system';
      /**
       * Format: date-time
       * @description When it happened.
       * @example 2026-03-14T09:26:53.589Z
       */
      at: string;
      cause: string;
      flow?: string;
      /**
       * @description An agent's display name.
       * @example Оксана
       */
      name?: string;
      /**
       * Format: int64
       * @description The event's number in its conversation: from 1, without gaps.
       * @example 7
       */
      seq: number;
      step?: string;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'fault';
    };
    FeedbackOutputBody: {
      feedback: components['schemas']['FeedbackView'][];
    };
    FeedbackView: {
      /**
       * Format: date-time
       * @example 2026-03-14T09:26:53.589Z
       */
      at: string;
      comment?: string;
      helpful: boolean;
      lang: string;
      /** Format: int64 */
      version: number;
    };
    FieldError: {
      /**
       * @description Where: body.text, query.after, …
       * @example body.client_id
       */
      field: string;
      /**
       * @description What is wrong with it.
       * @example expected length >= 1
       */
      message: string;
    };
    FlowCheck: {
      /** Format: int64 */
      failed: number;
      failures: components['schemas']['FlowProblemView'][];
      /** @description They may be published. */
      ok: boolean;
      problems: components['schemas']['FlowProblemView'][];
      /**
       * Format: int64
       * @description Of those, by tests.
       */
      ran: number;
      /**
       * Format: int64
       * @description Of all flows.
       */
      steps: number;
      /** Format: int64 */
      tests: number;
    };
    FlowDetail: {
      /** Format: int64 */
      days: number;
      edges: components['schemas']['FlowEdgeView'][];
      name: string;
      nodes: components['schemas']['FlowNodeView'][];
      pack: string;
      path: string;
    };
    FlowEdgeView: {
      from: string;
      /** @enum {string} */
      kind: 'next' | 'branch' | 'goto' | 'error' | 'else';
      label?: string;
      to: string;
    };
    FlowEndedEvent: {
      /**
       * @description Who did it.
       * @enum {string}
       */
      actor: 'customer' | 'bot' | 'agent' | 'system';
      /**
       * Format: date-time
       * @description When it happened.
       * @example 2026-03-14T09:26:53.589Z
       */
      at: string;
      flow: string;
      /**
       * @description An agent's display name.
       * @example Оксана
       */
      name?: string;
      outcome: string;
      /**
       * Format: int64
       * @description The event's number in its conversation: from 1, without gaps.
       * @example 7
       */
      seq: number;
      title: string;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'flow_ended';
    };
    FlowFile: {
      changed: boolean;
      draft?: components['schemas']['DraftView'];
      installed: boolean;
      pack: string;
      path: string;
      /** @description In force. */
      text: string;
    };
    FlowFileRow: {
      /** @description What is in force differs from what the pack brings. */
      changed: boolean;
      draft: boolean;
      /** @description The pack brings it. */
      installed: boolean;
      /** @example shop */
      pack: string;
      /** @example texts/uk.yaml */
      path: string;
    };
    FlowFilesOutputBody: {
      files: components['schemas']['FlowFileRow'][];
    };
    FlowNodeView: {
      /** @description The slot, the action, the flow, the text key. */
      detail?: string;
      id: string;
      if?: string;
      /** @example ask */
      kind: string;
      /**
       * Format: int64
       * @description Of those, how many ended or stand there without being resolved.
       */
      left: number;
      /** Format: int64 */
      line: number;
      /**
       * Format: int64
       * @description Conversations that waited at this step.
       */
      reached: number;
      /** @description What is said, or what is done, in words. */
      text?: string;
    };
    FlowPack: {
      /** @example shop */
      name: string;
      /** @description By language; empty when it has none. */
      title: {
        [key: string]: string;
      };
    };
    FlowProblemView: {
      /** Format: int64 */
      line: number;
      pack?: string;
      path: string;
      text: string;
    };
    FlowReplayedEvent: {
      /**
       * @description Who did it.
       * @enum {string}
       */
      actor: 'customer' | 'bot' | 'agent' | 'system';
      /**
       * Format: date-time
       * @description When it happened.
       * @example 2026-03-14T09:26:53.589Z
       */
      at: string;
      /** Format: int64 */
      frame: number;
      /**
       * @description An agent's display name.
       * @example Оксана
       */
      name?: string;
      /**
       * Format: int64
       * @description The event's number in its conversation: from 1, without gaps.
       * @example 7
       */
      seq: number;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'flow_replayed';
    };
    FlowRow: {
      /** @description Only other flows call it. */
      called: boolean;
      /** @description Its file is being edited. */
      draft: boolean;
      /** @description The event that a pattern answers. */
      event?: string;
      /** @description Offered when the bot lists what it can do. */
      menu: boolean;
      /** @example cancel_order */
      name: string;
      /** Format: int64 */
      open: number;
      outcomes: {
        [key: string]: number;
      };
      /** @example shop */
      pack: string;
      /** @example flows/cancel_order.yaml */
      path: string;
      /** Format: int64 */
      started: number;
      /** Format: int64 */
      steps: number;
      /** @description By language. */
      title: {
        [key: string]: string;
      };
    };
    FlowScores: {
      /**
       * Format: double
       * @description The share that is taken for its own flow.
       */
      accuracy: number;
      /** Format: int64 */
      examples: number;
      /**
       * Format: double
       * @description The share of those that is turned away.
       */
      out_of_scope_caught?: number;
      /** Format: int64 */
      out_of_scope_examples: number;
      /**
       * Format: double
       * @description The share that is taken for out of scope.
       */
      turned_away: number;
    };
    FlowStartedEvent: {
      /**
       * @description Who did it.
       * @enum {string}
       */
      actor: 'customer' | 'bot' | 'agent' | 'system';
      /**
       * Format: date-time
       * @description When it happened.
       * @example 2026-03-14T09:26:53.589Z
       */
      at: string;
      /** @description The pattern that called for it. */
      event?: string;
      flow: string;
      /**
       * @description An agent's display name.
       * @example Оксана
       */
      name?: string;
      /**
       * Format: int64
       * @description The event's number in its conversation: from 1, without gaps.
       * @example 7
       */
      seq: number;
      title: string;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'flow_started';
    };
    FlowVersionView: {
      /**
       * Format: date-time
       * @example 2026-03-14T09:26:53.589Z
       */
      at: string;
      by: string;
      /** @description Those files by pack and path; an empty text is a file that is gone. */
      files?: {
        [key: string]: {
          [key: string]: string;
        };
      };
      note: string;
      /** Format: int64 */
      number: number;
      /** @description The files that differ from the installed packs, with the pack before each. */
      paths: string[];
      /** @description The playbook's, as conversations name it. */
      version: string;
    };
    FlowVersionsOutputBody: {
      /** @description The newest first; it is in force. */
      versions: components['schemas']['FlowVersionView'][];
    };
    FlowView: {
      name: string;
      step: string;
      title: string;
    };
    Flows: {
      /**
       * Format: int64
       * @description How far back the figures look.
       */
      days: number;
      /**
       * Format: int64
       * @description Files that are edited and not published.
       */
      drafts: number;
      flows: components['schemas']['FlowRow'][];
      may_edit: boolean;
      /** @description Where they come from. */
      packs: components['schemas']['FlowPack'][];
      /** @description What the compiler says of the drafts. */
      problems: components['schemas']['FlowProblemView'][];
      /**
       * Format: int64
       * @description The published version in force; 0 is the packs as installed.
       */
      version: number;
    };
    GapPage: {
      gaps: components['schemas']['GapView'][];
      /**
       * Format: int64
       * @description Questions that wait, whatever the filter.
       */
      open: number;
      /**
       * Format: int64
       * @description Of all pages.
       */
      total: number;
    };
    GapView: {
      /**
       * Format: int64
       * @description How often it was asked since, and not answered all the same.
       */
      again?: number;
      /** @description Which was written for it. */
      article?: string;
      /**
       * Format: date-time
       * @description When it was asked last.
       * @example 2026-03-14T09:26:53.589Z
       */
      at: string;
      /** @description Where the newest was asked; missing for the site's search. */
      conversation?: string;
      /** Format: int64 */
      count: number;
      /** @description All of them, to be settled together; the newest first. */
      ids: string[];
      lang: string;
      /** @description Other words for it, at most five. */
      others: string[];
      /** @description The newest one's words, with personal data hidden. */
      query: string;
      /** @description Why nothing was said: nothing was found, unsure, competing, unhelpful. */
      reason: string;
      /**
       * Format: int64
       * @description Its message.
       */
      seq?: number;
    };
    GuidelineEvent: {
      /**
       * @description Who did it.
       * @enum {string}
       */
      actor: 'customer' | 'bot' | 'agent' | 'system';
      /**
       * Format: date-time
       * @description When it happened.
       * @example 2026-03-14T09:26:53.589Z
       */
      at: string;
      /**
       * @description The rule's name.
       * @example once_per_order
       */
      guideline: string;
      /** @enum {string} */
      kind: 'forbid' | 'require' | 'handoff' | 'remind';
      /**
       * @description An agent's display name.
       * @example Оксана
       */
      name?: string;
      /**
       * Format: int64
       * @description The event's number in its conversation: from 1, without gaps.
       * @example 7
       */
      seq: number;
      /** @description The action or the flow that it is about. */
      target?: string;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'guideline';
    };
    HandoffEvent: {
      /**
       * @description Who did it.
       * @enum {string}
       */
      actor: 'customer' | 'bot' | 'agent' | 'system';
      /**
       * Format: date-time
       * @description When it happened.
       * @example 2026-03-14T09:26:53.589Z
       */
      at: string;
      /**
       * @description An agent's display name.
       * @example Оксана
       */
      name?: string;
      packet: components['schemas']['PacketView'];
      /**
       * Format: int64
       * @description The event's number in its conversation: from 1, without gaps.
       * @example 7
       */
      seq: number;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'handoff';
    };
    ImportLine: {
      /** @description To be looked at. */
      article?: string;
      /** @enum {string} */
      code:
        | 'empty'
        | 'no_title'
        | 'too_long'
        | 'too_large'
        | 'too_many'
        | 'encoding'
        | 'malformed'
        | 'encrypted'
        | 'scanned'
        | 'type'
        | 'partial'
        | 'duplicate'
        | 'language'
        | 'missing'
        | 'robots'
        | 'noindex'
        | 'status'
        | 'address'
        | 'failed'
        | 'timeout'
        | 'edited'
        | 'archived'
        | 'gone'
        | 'pruned'
        | 'kept'
        | 'invalid'
        | 'not_file'
        | 'different';
      detail?: string;
      /** @description Where it stands in the source. */
      from: string;
      lang?: string;
      /** @description The code in words, in the language of the request. */
      reason: string;
    };
    ImportReport: {
      /** @description A person has changed what has changed in the source, too. Nothing of theirs was overwritten. */
      conflicts: components['schemas']['ImportLine'][];
      /**
       * Format: int64
       * @description Attached.
       */
      files: number;
      /**
       * Format: int64
       * @description Pieces of the source: files, pages, rows.
       */
      looked: number;
      /**
       * Format: int64
       * @description Bytes that the server had from the system.
       */
      memory: number;
      /** Format: int64 */
      millis: number;
      /**
       * Format: int64
       * @description Beyond the list.
       */
      more_conflicts: number;
      /** Format: int64 */
      more_refused: number;
      /** Format: int64 */
      more_vanished: number;
      /** Format: int64 */
      new: number;
      /**
       * Format: int64
       * @description Archived because they vanished from the source.
       */
      pruned: number;
      /** Format: int64 */
      published: number;
      refused: components['schemas']['ImportLine'][];
      /** Format: int64 */
      unchanged: number;
      /** Format: int64 */
      updated: number;
      /** @description No longer in the source. */
      vanished: components['schemas']['ImportLine'][];
      /**
       * Format: int64
       * @description For somebody to read them before they are published.
       */
      waiting: number;
    };
    ImportSiteInputBody: {
      /**
       * @description Of a sitemap, or of a site whose robots.txt or root leads to one.
       * @example https://help.example.com/sitemap.xml
       */
      address: string;
      collection?: string;
      internal?: boolean;
      lang?: string;
      name?: string;
      prune?: boolean;
      publish?: boolean;
    };
    ImportView: {
      by: string;
      /** Format: date-time */
      created_at: string;
      /**
       * Format: int64
       * @description Of the phase.
       */
      done: number;
      /** @description Why it failed, as a code like those in the report. */
      error?: string;
      id: string;
      /** @enum {string} */
      kind: 'file' | 'site';
      /**
       * @description First the source is read, then its items are imported.
       * @enum {string}
       */
      phase: 'read' | 'import';
      report?: components['schemas']['ImportReport'];
      /** @description The file's name, or the address. */
      source: string;
      /** @enum {string} */
      state: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
      /** Format: int64 */
      total: number;
      /** Format: date-time */
      updated_at: string;
    };
    ImportsOutputBody: {
      imports: components['schemas']['ImportView'][];
    };
    Inbox: {
      /** @description Sizes of the views, each up to 1,000. */
      counts: components['schemas']['Counts'];
      /** @description Where the next page begins; missing on the last. */
      next?: string;
      rows: components['schemas']['Row'][];
    };
    InternalEvent: {
      /**
       * @description Who did it.
       * @enum {string}
       */
      actor: 'customer' | 'bot' | 'agent' | 'system';
      /**
       * Format: date-time
       * @description When it happened.
       * @example 2026-03-14T09:26:53.589Z
       */
      at: string;
      /**
       * @description An agent's display name.
       * @example Оксана
       */
      name?: string;
      /**
       * Format: int64
       * @description The event's number in its conversation: from 1, without gaps.
       * @example 7
       */
      seq: number;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'internal';
    };
    LanguageEvent: {
      /**
       * @description Who did it.
       * @enum {string}
       */
      actor: 'customer' | 'bot' | 'agent' | 'system';
      /**
       * Format: date-time
       * @description When it happened.
       * @example 2026-03-14T09:26:53.589Z
       */
      at: string;
      lang: string;
      /**
       * @description An agent's display name.
       * @example Оксана
       */
      name?: string;
      /**
       * Format: int64
       * @description The event's number in its conversation: from 1, without gaps.
       * @example 7
       */
      seq: number;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'language';
    };
    LastMessageView: {
      /** @enum {string} */
      actor: 'customer' | 'bot' | 'agent' | 'system';
      /**
       * Format: date-time
       * @example 2026-03-14T09:26:53.589Z
       */
      at: string;
      /** Format: int64 */
      seq: number;
      text: string;
    };
    LearningEffect: {
      after?: components['schemas']['FlowScores'];
      before?: components['schemas']['FlowScores'];
      /** @description Examples that were read wrongly and would be read rightly. */
      better: components['schemas']['ShiftView'][];
      /** Format: int64 */
      drafts: number;
      /** Format: int64 */
      failed: number;
      failures: components['schemas']['FlowProblemView'][];
      /** @description The drafts do not compile; nothing else is known then. */
      problems: components['schemas']['FlowProblemView'][];
      /** @description Customers' messages that would be read otherwise, and those taught lately that still would not be read so. */
      readings: components['schemas']['ReadingView'][];
      /**
       * Format: double
       * @description How long it took.
       */
      seconds: number;
      /**
       * @description none: there are no drafts.
       * @enum {string}
       */
      state: 'none' | 'running' | 'done' | 'failed';
      /** Format: int64 */
      tests: number;
      /**
       * Format: int64
       * @description The published version in force, to publish after.
       */
      version: number;
      /** @description Examples that were read rightly and would not be any more. */
      worse: components['schemas']['ShiftView'][];
    };
    LessonFlow: {
      /** @description How many it has, by language. */
      examples: {
        [key: string]: number;
      };
      /** @example cancel_order */
      name: string;
      pack: string;
      /** @description By language. */
      title: {
        [key: string]: string;
      };
    };
    LessonView: {
      /**
       * Format: date-time
       * @example 2026-03-14T09:26:53.589Z
       */
      at: string;
      /** @description What was meant, as the customer or the model said. */
      chosen?: string;
      conversation: string;
      /**
       * Format: int64
       * @description Messages that say nearly the same, this one among them.
       */
      count: number;
      /** @description The flow that was in progress. */
      during?: string;
      /** @description What of it may become an example: without names and numbers. */
      example: string;
      /** @description Flows that it may mean, the likeliest first. */
      guesses: string[];
      lang: string;
      /** @description The flows that were offered, or the one that was called off. */
      options: string[];
      /**
       * @description Nothing was made of it; the customer was asked which flow is meant; only a language model read it; the customer at once called off the flow that it was taken for.
       * @enum {string}
       */
      outcome: 'miss' | 'clarified' | 'model' | 'cancelled';
      /**
       * Format: int64
       * @description The message in the conversation.
       */
      seq: number;
      /** @enum {string} */
      state: 'open' | 'done' | 'dismissed';
      /** @description The flow, or oos for out of scope. */
      taught?: string;
      /** @description With personal data hidden. */
      text: string;
    };
    Lessons: {
      /** @description What may be taught. */
      flows: components['schemas']['LessonFlow'][];
      /** @description Those of examples. */
      languages: string[];
      lessons: components['schemas']['LessonView'][];
      may_edit: boolean;
      /**
       * Format: int64
       * @description Messages that wait, whatever the filter.
       */
      open: number;
      /**
       * Format: int64
       * @description Of all pages.
       */
      total: number;
    };
    LevelEvent: {
      /**
       * @description Who did it.
       * @enum {string}
       */
      actor: 'customer' | 'bot' | 'agent' | 'system';
      /**
       * Format: date-time
       * @description When it happened.
       * @example 2026-03-14T09:26:53.589Z
       */
      at: string;
      /** @enum {string} */
      level: 'anonymous' | 'identified' | 'verified';
      method: string;
      /**
       * @description An agent's display name.
       * @example Оксана
       */
      name?: string;
      /**
       * Format: int64
       * @description The event's number in its conversation: from 1, without gaps.
       * @example 7
       */
      seq: number;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'level';
    };
    LoginRequest: {
      /** @example oksana@example.com */
      email: string;
      password: string;
    };
    Me: {
      /** @description Goes into X-Rozmova-CSRF of every request that changes something. */
      csrf: string;
      user: components['schemas']['UserView'];
    };
    MeaningView: {
      flow?: string;
      /**
       * @description The command: start, clarify, handoff, none, …
       * @example start
       */
      kind: string;
    };
    MessageEvent: {
      /**
       * @description Who did it.
       * @enum {string}
       */
      actor: 'customer' | 'bot' | 'agent' | 'system';
      /**
       * Format: date-time
       * @description When it happened.
       * @example 2026-03-14T09:26:53.589Z
       */
      at: string;
      /** @description The customer pressed this button; text is its title. */
      button?: string;
      /** @description Offered answers, active until the customer's next message. */
      buttons?: components['schemas']['ButtonView'][];
      cards?: components['schemas']['CardView'][];
      citations?: components['schemas']['CitationView'][];
      /** @description The sender's own id of the message. */
      client_id?: string;
      /** @example uk */
      lang?: string;
      /**
       * @description An agent's display name.
       * @example Оксана
       */
      name?: string;
      /**
       * Format: int64
       * @description The event's number in its conversation: from 1, without gaps.
       * @example 7
       */
      seq: number;
      /**
       * @description Markdown-lite, never HTML.
       * @example Ваше замовлення вже в дорозі.
       */
      text: string;
      /** @description Which of the playbook's texts it is. */
      text_key?: string;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'message';
    };
    MessageRequest: {
      /** @description Kept for files; until they are accepted it is answered with 422 unsupported. */
      attachment?: unknown;
      /**
       * @description The id of a button that was shown, instead of text.
       * @example person
       */
      button?: string;
      /**
       * @description The sender's own id of this message, unique in the conversation; a UUID is best.
       * @example 5e1b7a0c-2f7e-4b8e-9a51-6f2f1f0f7c11
       */
      client_id: string;
      /**
       * @description 1 to 4,000 characters.
       * @example Де моє замовлення?
       */
      text?: string;
    };
    MissEvent: {
      /**
       * @description Who did it.
       * @enum {string}
       */
      actor: 'customer' | 'bot' | 'agent' | 'system';
      /**
       * Format: date-time
       * @description When it happened.
       * @example 2026-03-14T09:26:53.589Z
       */
      at: string;
      /**
       * @description An agent's display name.
       * @example Оксана
       */
      name?: string;
      reason: string;
      /**
       * Format: int64
       * @description The event's number in its conversation: from 1, without gaps.
       * @example 7
       */
      seq: number;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'miss';
    };
    ModelUse: {
      /**
       * Format: double
       * @description What a day may cost, for all workspaces together. Absent: no limit.
       */
      budget?: number;
      /** @description Every day since then, the newest first. */
      days: components['schemas']['ModelUseDay'][];
      /** @description The configured one. Absent: none, our own recognisers have the last word. */
      model?: string;
      /** @description The same by model and purpose, the most asked first. */
      models: components['schemas']['ModelUseOf'][];
      /** @description Prices are configured, or were: costs mean something. They are in the provider's currency. */
      priced: boolean;
      /** Format: date */
      since: string;
      total: components['schemas']['ModelUseSum'];
    };
    ModelUseDay: {
      /**
       * Format: int64
       * @description How many of them were put before the model.
       */
      asked: number;
      /**
       * Format: int64
       * @description Of the input, what the server knew already.
       */
      cached_tokens: number;
      /** Format: double */
      cost: number;
      /** Format: date */
      day: string;
      /** Format: int64 */
      failed: number;
      /**
       * Format: int64
       * @description Requests whose tokens the server did not tell: they are guessed by the length of the texts, rather too high.
       */
      guessed: number;
      /** Format: int64 */
      input_tokens: number;
      /**
       * Format: int64
       * @description What customers wrote and pressed.
       */
      messages: number;
      /** Format: int64 */
      output_tokens: number;
      /**
       * Format: int64
       * @description Each try counts.
       */
      requests: number;
      /**
       * Format: double
       * @description Of a request, the mean.
       */
      seconds: number;
      /**
       * Format: double
       * @description Asked of messages. Absent where there are none.
       */
      share?: number;
    };
    ModelUseOf: {
      /**
       * Format: int64
       * @description Of the input, what the server knew already.
       */
      cached_tokens: number;
      /** Format: double */
      cost: number;
      /** Format: int64 */
      failed: number;
      /**
       * Format: int64
       * @description Requests whose tokens the server did not tell: they are guessed by the length of the texts, rather too high.
       */
      guessed: number;
      /** Format: int64 */
      input_tokens: number;
      model: string;
      /** Format: int64 */
      output_tokens: number;
      /** @example understand */
      purpose: string;
      /**
       * Format: int64
       * @description Each try counts.
       */
      requests: number;
      /**
       * Format: double
       * @description Of a request, the mean.
       */
      seconds: number;
    };
    ModelUseSum: {
      /**
       * Format: int64
       * @description How many of them were put before the model.
       */
      asked: number;
      /**
       * Format: int64
       * @description Of the input, what the server knew already.
       */
      cached_tokens: number;
      /** Format: double */
      cost: number;
      /** Format: int64 */
      failed: number;
      /**
       * Format: int64
       * @description Requests whose tokens the server did not tell: they are guessed by the length of the texts, rather too high.
       */
      guessed: number;
      /** Format: int64 */
      input_tokens: number;
      /**
       * Format: int64
       * @description What customers wrote and pressed.
       */
      messages: number;
      /** Format: int64 */
      output_tokens: number;
      /**
       * Format: int64
       * @description Each try counts.
       */
      requests: number;
      /**
       * Format: double
       * @description Of a request, the mean.
       */
      seconds: number;
      /**
       * Format: double
       * @description Asked of messages. Absent where there are none.
       */
      share?: number;
    };
    NoteEvent: {
      /**
       * @description Who did it.
       * @enum {string}
       */
      actor: 'customer' | 'bot' | 'agent' | 'system';
      /**
       * Format: date-time
       * @description When it happened.
       * @example 2026-03-14T09:26:53.589Z
       */
      at: string;
      client_id?: string;
      /**
       * @description An agent's display name.
       * @example Оксана
       */
      name?: string;
      /**
       * Format: int64
       * @description The event's number in its conversation: from 1, without gaps.
       * @example 7
       */
      seq: number;
      text: string;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'note';
    };
    OpenTicketRequest: {
      client_id: string;
      /** @description For agents. */
      note?: string;
      /** @enum {string} */
      priority?: 'low' | 'normal' | 'high' | 'urgent';
      title: string;
      type?: string;
    };
    OtherEvent: {
      /**
       * @description Who did it.
       * @enum {string}
       */
      actor: 'customer' | 'bot' | 'agent' | 'system';
      /**
       * Format: date-time
       * @description When it happened.
       * @example 2026-03-14T09:26:53.589Z
       */
      at: string;
      kind: string;
      /**
       * @description An agent's display name.
       * @example Оксана
       */
      name?: string;
      /**
       * Format: int64
       * @description The event's number in its conversation: from 1, without gaps.
       * @example 7
       */
      seq: number;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'internal';
    };
    OwnerEvent: {
      /**
       * @description Who did it.
       * @enum {string}
       */
      actor: 'customer' | 'bot' | 'agent' | 'system';
      /**
       * Format: date-time
       * @description When it happened.
       * @example 2026-03-14T09:26:53.589Z
       */
      at: string;
      /**
       * @description An agent's display name.
       * @example Оксана
       */
      name?: string;
      /** @enum {string} */
      owner: 'bot' | 'queue' | 'agent' | 'nobody';
      /**
       * Format: int64
       * @description The event's number in its conversation: from 1, without gaps.
       * @example 7
       */
      seq: number;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'owner';
      /**
       * Format: int64
       * @description In the queue: how long people waited for an agent lately, from this event on; left out while that is not known.
       */
      wait_seconds?: number;
    };
    OwnerView: {
      id?: string;
      /** @enum {string} */
      kind: 'bot' | 'queue' | 'agent' | 'nobody';
      name?: string;
    };
    PacketTicketView: {
      id: string;
      number: string;
      /** @enum {string} */
      status: 'open' | 'pending' | 'solved' | 'closed';
      title: string;
    };
    PacketView: {
      actions: components['schemas']['ActionView'][];
      articles: components['schemas']['CitationView'][];
      /**
       * Format: date-time
       * @example 2026-03-14T09:26:53.589Z
       */
      at: string;
      flow?: components['schemas']['FlowView'];
      issue: string;
      lang: string;
      /** Format: int64 */
      misses: number;
      /** @enum {string} */
      mood: 'calm' | 'upset' | 'angry';
      /** @example asked */
      reason: string;
      /** @description The reason in the agent's language. */
      reason_title: string;
      rule: string;
      slots: components['schemas']['SlotView'][];
      suggested_reply?: string;
      summary: string;
      tickets: components['schemas']['PacketTicketView'][];
    };
    ParkedEvent: {
      /** @example cancel_pending_order */
      action: string;
      /**
       * @description Who did it.
       * @enum {string}
       */
      actor: 'customer' | 'bot' | 'agent' | 'system';
      /**
       * Format: date-time
       * @description When it happened.
       * @example 2026-03-14T09:26:53.589Z
       */
      at: string;
      effect: string;
      /**
       * @description A code, never the other side's text.
       * @example timeout
       */
      error: string;
      /** @example call_action */
      kind: string;
      /**
       * @description An agent's display name.
       * @example Оксана
       */
      name?: string;
      /**
       * Format: int64
       * @description The event's number in its conversation: from 1, without gaps.
       * @example 7
       */
      seq: number;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'parked';
    };
    PeopleOutputBody: {
      people: components['schemas']['ColleagueView'][];
    };
    PingFrame: {
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'ping';
    };
    PinnedEvent: {
      /**
       * @description Who did it.
       * @enum {string}
       */
      actor: 'customer' | 'bot' | 'agent' | 'system';
      /**
       * Format: date-time
       * @description When it happened.
       * @example 2026-03-14T09:26:53.589Z
       */
      at: string;
      /**
       * @description An agent's display name.
       * @example Оксана
       */
      name?: string;
      playbook: string;
      /**
       * Format: int64
       * @description The event's number in its conversation: from 1, without gaps.
       * @example 7
       */
      seq: number;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'pinned';
      version: string;
    };
    PlaceView: {
      id: string;
      name: string;
      /** @enum {string} */
      role: 'owner' | 'admin' | 'agent';
    };
    PreviewInputBody: {
      /** @description Markdown. */
      body: string;
    };
    PreviewOutputBody: {
      /** @description Safe to put into a page. */
      html: string;
    };
    Problem: {
      /**
       * @description What is wrong, for programs.
       * @example not_found
       * @enum {string}
       */
      code:
        | 'archived'
        | 'closed'
        | 'conflict'
        | 'csrf'
        | 'cursor_ahead'
        | 'draft_changed'
        | 'edit_by_hand'
        | 'empty_message'
        | 'flow_mistakes'
        | 'forbidden'
        | 'identity_expired'
        | 'import_running'
        | 'internal'
        | 'invalid_credentials'
        | 'invalid_identity'
        | 'invalid_json'
        | 'invalid_request'
        | 'invalid_text'
        | 'method_not_allowed'
        | 'not_closed'
        | 'not_found'
        | 'not_owner'
        | 'nothing_to_publish'
        | 'outdated'
        | 'personal_data'
        | 'rate_limited'
        | 'timeout'
        | 'token_expired'
        | 'too_deep'
        | 'too_large'
        | 'too_long'
        | 'unauthorized'
        | 'unavailable'
        | 'unknown_button'
        | 'unknown_field'
        | 'unread'
        | 'unsupported'
        | 'unsupported_media_type';
      /**
       * @description What is wrong, for people, in the language of Accept-Language.
       * @example Такої розмови немає.
       */
      detail: string;
      /** @description With draft_changed: the draft as it is now. */
      edition?: components['schemas']['EditionView'];
      /** @description Which fields are wrong and how. */
      errors?: components['schemas']['FieldError'][];
      /**
       * Format: int64
       * @description With cursor_ahead: where the log ends.
       */
      last_seq?: number;
      /** @description With not_owner and conflict: who owns the conversation now. */
      owner?: components['schemas']['OwnerView'];
      /**
       * Format: int64
       * @description The HTTP status.
       * @example 404
       */
      status: number;
      /**
       * @description The HTTP status in words.
       * @example Not Found
       */
      title: string;
    };
    PublishEditionInputBody: {
      /** @description Why, for colleagues. */
      note?: string;
      /**
       * Format: int64
       * @description The draft that was read.
       */
      rev: number;
    };
    PublishRequest: {
      /** Format: int64 */
      after: number;
      /** @description What changed and why. */
      note?: string;
    };
    QuestionEvent: {
      /**
       * @description Who did it.
       * @enum {string}
       */
      actor: 'customer' | 'bot' | 'agent' | 'system';
      /**
       * Format: date-time
       * @description When it happened.
       * @example 2026-03-14T09:26:53.589Z
       */
      at: string;
      /** Format: int64 */
      attempt: number;
      /** @description Missing when the question is which flow is meant. */
      flow?: string;
      /** @enum {string} */
      kind: 'slot' | 'confirm' | 'clarify' | 'retry';
      /**
       * @description An agent's display name.
       * @example Оксана
       */
      name?: string;
      /**
       * Format: int64
       * @description The event's number in its conversation: from 1, without gaps.
       * @example 7
       */
      seq: number;
      slot?: string;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'question';
    };
    RatedEvent: {
      /**
       * @description Who did it.
       * @enum {string}
       */
      actor: 'customer' | 'bot' | 'agent' | 'system';
      /**
       * Format: date-time
       * @description When it happened.
       * @example 2026-03-14T09:26:53.589Z
       */
      at: string;
      /** @description In the customer's words. */
      comment?: string;
      /**
       * @description An agent's display name.
       * @example Оксана
       */
      name?: string;
      /** Format: int64 */
      score: number;
      /**
       * Format: int64
       * @description The event's number in its conversation: from 1, without gaps.
       * @example 7
       */
      seq: number;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'rated';
    };
    ReadEvent: {
      /**
       * @description Who did it.
       * @enum {string}
       */
      actor: 'customer' | 'bot' | 'agent' | 'system';
      /**
       * Format: date-time
       * @description When it happened.
       * @example 2026-03-14T09:26:53.589Z
       */
      at: string;
      /**
       * @description An agent's display name.
       * @example Оксана
       */
      name?: string;
      /** @enum {string} */
      reader: 'agent' | 'customer';
      /**
       * Format: int64
       * @description The event's number in its conversation: from 1, without gaps.
       * @example 7
       */
      seq: number;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'read';
      /** Format: int64 */
      upto: number;
    };
    ReadRequest: {
      /**
       * Format: int64
       * @description The last event that was seen.
       * @example 12
       */
      seq: number;
    };
    ReadingView: {
      after: components['schemas']['MeaningView'];
      before: components['schemas']['MeaningView'];
      conversation: string;
      /** Format: int64 */
      count: number;
      /** Format: int64 */
      seq: number;
      taught?: string;
      text: string;
    };
    RelatedArticle: {
      id: string;
      /** @description In its source language. */
      title: string;
    };
    ReopenedEvent: {
      /**
       * @description Who did it.
       * @enum {string}
       */
      actor: 'customer' | 'bot' | 'agent' | 'system';
      /**
       * Format: date-time
       * @description When it happened.
       * @example 2026-03-14T09:26:53.589Z
       */
      at: string;
      /**
       * @description An agent's display name.
       * @example Оксана
       */
      name?: string;
      /**
       * Format: int64
       * @description The event's number in its conversation: from 1, without gaps.
       * @example 7
       */
      seq: number;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'reopened';
    };
    ResolveRequest: {
      client_id: string;
      /** @enum {string} */
      outcome: 'resolved' | 'not_resolved' | 'spam';
      /** @description What it was about and what was done; made from the conversation when missing. */
      summary?: string;
    };
    ResolvedDetailEvent: {
      /**
       * @description Who did it.
       * @enum {string}
       */
      actor: 'customer' | 'bot' | 'agent' | 'system';
      /**
       * Format: date-time
       * @description When it happened.
       * @example 2026-03-14T09:26:53.589Z
       */
      at: string;
      /**
       * @description An agent's display name.
       * @example Оксана
       */
      name?: string;
      outcome: string;
      /**
       * Format: int64
       * @description The event's number in its conversation: from 1, without gaps.
       * @example 7
       */
      seq: number;
      summary?: string;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'resolved';
    };
    ResolvedEvent: {
      /**
       * @description Who did it.
       * @enum {string}
       */
      actor: 'customer' | 'bot' | 'agent' | 'system';
      /**
       * Format: date-time
       * @description When it happened.
       * @example 2026-03-14T09:26:53.589Z
       */
      at: string;
      /**
       * @description An agent's display name.
       * @example Оксана
       */
      name?: string;
      /** @example resolved */
      outcome: string;
      /**
       * Format: int64
       * @description The event's number in its conversation: from 1, without gaps.
       * @example 7
       */
      seq: number;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'resolved';
    };
    ResumeRequest: {
      token: string;
    };
    ReturnRequest: {
      client_id: string;
      /** @description What was done; for agents and the bot, not for the customer. */
      note?: string;
      /** @description What the bot tells the customer. */
      tell?: string;
    };
    ReturnedEvent: {
      /**
       * @description Who did it.
       * @enum {string}
       */
      actor: 'customer' | 'bot' | 'agent' | 'system';
      /**
       * Format: date-time
       * @description When it happened.
       * @example 2026-03-14T09:26:53.589Z
       */
      at: string;
      /**
       * @description An agent's display name.
       * @example Оксана
       */
      name?: string;
      note?: string;
      /**
       * Format: int64
       * @description The event's number in its conversation: from 1, without gaps.
       * @example 7
       */
      seq: number;
      tell?: string;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'returned';
    };
    ReviewRequest: {
      remark?: string;
      /**
       * Format: int64
       * @description The draft that was read.
       */
      rev: number;
    };
    RollBackInputBody: {
      /** @description Why, for colleagues. */
      note?: string;
      /** Format: int64 */
      version: number;
    };
    Row: {
      /** @example web */
      channel: string;
      contact: components['schemas']['ContactRef'];
      id: string;
      /** @description What it is about, in one line. */
      issue: string;
      /** @example uk */
      lang: string;
      last_message: components['schemas']['LastMessageView'];
      /** Format: int64 */
      last_seq: number;
      /**
       * Format: int64
       * @example 4821
       */
      number: number;
      owner: components['schemas']['OwnerView'];
      /** @enum {string} */
      priority: 'normal' | 'high' | 'urgent';
      /** @description Why the bot handed over. */
      reason?: string;
      /** @description The reason in words, by language. */
      reason_titles?: {
        [key: string]: string;
      };
      /** @description The rule that said so. */
      rule?: string;
      /** @enum {string} */
      status: 'open' | 'resolved';
      unread: boolean;
      /**
       * Format: date-time
       * @example 2026-03-14T09:26:53.589Z
       */
      updated_at: string;
      /**
       * Format: date-time
       * @description Since when the customer waits for an answer.
       * @example 2026-03-14T09:26:53.589Z
       */
      waiting_since?: string;
    };
    RowFrame: {
      row: components['schemas']['Row'];
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'row';
    };
    SaveFlowFileRequest: {
      text: string;
    };
    Session: {
      contact_id: string;
      conversation_id: string;
      /**
       * Format: date-time
       * @example 2026-03-14T09:26:53.589Z
       */
      expires_at: string;
      /**
       * Format: int64
       * @description The number of the conversation's last event.
       */
      last_seq: number;
      /** @description Bearer token of the customer API. */
      token: string;
      workspace: components['schemas']['WorkspaceRef'];
    };
    SessionRequest: {
      /** @description A JSON Web Token from the company's site. */
      identity_token?: string;
      /**
       * @description The customer's language; the workspace's first one when it is not among its locales.
       * @example uk
       */
      locale?: string;
      /** @description Continue the conversation of an older token. */
      resume?: components['schemas']['ResumeRequest'];
      /** @example demo */
      workspace: string;
    };
    SetArticlesInputBody: {
      /** @description Nobody publishes what only they have read. */
      review: boolean;
    };
    SettleGapsInputBody: {
      /** @description With filled: which answers it now. */
      article?: string;
      ids: string[];
      /** @enum {string} */
      state: 'open' | 'filled' | 'dismissed';
    };
    SettleRequest: {
      conversation: string;
      /** Format: int64 */
      seq: number;
      /** @enum {string} */
      state: 'open' | 'dismissed';
    };
    SettledOutputBody: {
      /**
       * Format: int64
       * @description How many say nearly the same and went with it.
       */
      messages: number;
    };
    ShiftView: {
      as: string;
      /** @description Whose example it is; oos for out of scope. */
      flow: string;
      lang: string;
      text: string;
      was: string;
    };
    SlotClearedEvent: {
      /**
       * @description Who did it.
       * @enum {string}
       */
      actor: 'customer' | 'bot' | 'agent' | 'system';
      /**
       * Format: date-time
       * @description When it happened.
       * @example 2026-03-14T09:26:53.589Z
       */
      at: string;
      /**
       * @description An agent's display name.
       * @example Оксана
       */
      name?: string;
      /**
       * Format: int64
       * @description The event's number in its conversation: from 1, without gaps.
       * @example 7
       */
      seq: number;
      slot: string;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'slot_cleared';
    };
    SlotSetEvent: {
      /**
       * @description Who did it.
       * @enum {string}
       */
      actor: 'customer' | 'bot' | 'agent' | 'system';
      /**
       * Format: date-time
       * @description When it happened.
       * @example 2026-03-14T09:26:53.589Z
       */
      at: string;
      display: string;
      flow: string;
      /**
       * Format: int64
       * @description The message whose words gave it.
       */
      message?: number;
      /**
       * @description An agent's display name.
       * @example Оксана
       */
      name?: string;
      /**
       * Format: int64
       * @description The event's number in its conversation: from 1, without gaps.
       * @example 7
       */
      seq: number;
      slot: string;
      source: string;
      title?: string;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'slot_set';
      value: unknown;
      verified: boolean;
    };
    SlotView: {
      /** @description The value as one line. */
      display: string;
      flow?: string;
      name: string;
      source: string;
      title: string;
      value: unknown;
      verified: boolean;
    };
    SnippetPart: {
      /** @description These words were asked for. */
      match?: boolean;
      text: string;
    };
    StartedEvent: {
      /**
       * @description Who did it.
       * @enum {string}
       */
      actor: 'customer' | 'bot' | 'agent' | 'system';
      /**
       * Format: date-time
       * @description When it happened.
       * @example 2026-03-14T09:26:53.589Z
       */
      at: string;
      /** @example web */
      channel: string;
      /** @enum {string} */
      level: 'anonymous' | 'identified' | 'verified';
      /** @example uk */
      locale: string;
      /**
       * @description An agent's display name.
       * @example Оксана
       */
      name?: string;
      /**
       * Format: int64
       * @description The event's number in its conversation: from 1, without gaps.
       * @example 7
       */
      seq: number;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'started';
    };
    StepEvent: {
      /**
       * @description Who did it.
       * @enum {string}
       */
      actor: 'customer' | 'bot' | 'agent' | 'system';
      /**
       * Format: date-time
       * @description When it happened.
       * @example 2026-03-14T09:26:53.589Z
       */
      at: string;
      /** Format: int64 */
      frame: number;
      /**
       * @description An agent's display name.
       * @example Оксана
       */
      name?: string;
      /**
       * Format: int64
       * @description The event's number in its conversation: from 1, without gaps.
       * @example 7
       */
      seq: number;
      step: string;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'step';
    };
    TakeRequest: {
      client_id: string;
      /** @description Also from another agent. */
      force?: boolean;
      /**
       * Format: int64
       * @description The last event that the agent had seen when deciding.
       */
      from_seq: number;
    };
    TaughtView: {
      /**
       * Format: int64
       * @description How many messages left the list with it.
       */
      messages: number;
      pack: string;
      /** @description The file whose draft holds it. */
      path: string;
    };
    TeachRequest: {
      conversation: string;
      /** @description A flow, or oos: out of scope. */
      flow: string;
      /** @description The language of the example, one of the packs'. */
      lang: string;
      /** Format: int64 */
      seq: number;
      /** @description The example, as it is to stand in the file. */
      text: string;
    };
    TextRequest: {
      /** @description The client's own id of this input; sending it again changes nothing. */
      client_id: string;
      /** @description 1 to 4,000 characters. */
      text: string;
    };
    TicketCountsView: {
      /** Format: int64 */
      mine: number;
      /** Format: int64 */
      open: number;
      /** Format: int64 */
      solved: number;
    };
    TicketDetail: {
      assignee?: components['schemas']['AssigneeView'];
      /** @description The customer's name; may be empty. */
      contact: string;
      conversation_id: string;
      /**
       * Format: date-time
       * @example 2026-03-14T09:26:53.589Z
       */
      created_at: string;
      fields: components['schemas']['TicketFieldView'][];
      id: string;
      log: components['schemas']['TicketEntryView'][];
      /**
       * @description As the customer knows it.
       * @example T-42
       */
      number: string;
      /** @enum {string} */
      priority: 'low' | 'normal' | 'high' | 'urgent';
      /**
       * Format: date-time
       * @example 2026-03-14T09:26:53.589Z
       */
      solved_at?: string;
      /** @enum {string} */
      status: 'open' | 'pending' | 'solved' | 'closed';
      summary?: string;
      title: string;
      /** @example tech_support */
      type?: string;
      /**
       * Format: date-time
       * @example 2026-03-14T09:26:53.589Z
       */
      updated_at: string;
    };
    TicketEntryView: {
      /**
       * Format: date-time
       * @example 2026-03-14T09:26:53.589Z
       */
      at: string;
      /** @description An agent's name; missing for the bot. */
      by?: string;
      /** @description For agents. */
      note?: string;
      now?: string;
      /** @description Said to the customer. */
      tell?: string;
      was?: string;
      /** @enum {string} */
      what: 'opened' | 'status' | 'priority' | 'assignee' | 'note';
    };
    TicketEvent: {
      /**
       * @description Who did it.
       * @enum {string}
       */
      actor: 'customer' | 'bot' | 'agent' | 'system';
      /**
       * Format: date-time
       * @description When it happened.
       * @example 2026-03-14T09:26:53.589Z
       */
      at: string;
      effect?: string;
      /**
       * @description An agent's display name.
       * @example Оксана
       */
      name?: string;
      /** @description Said to the customer. */
      note?: string;
      number?: string;
      priority?: string;
      /**
       * Format: int64
       * @description The event's number in its conversation: from 1, without gaps.
       * @example 7
       */
      seq: number;
      status?: string;
      ticket?: string;
      title?: string;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'ticket';
      /** @enum {string} */
      what: 'requested' | 'opened' | 'failed' | 'changed';
    };
    TicketFieldView: {
      display: string;
      name: string;
      title: string;
      value: unknown;
    };
    TicketPage: {
      /** @description Sizes of the views, each up to 1,000. */
      counts: components['schemas']['TicketCountsView'];
      /** @description Where the next page begins; missing on the last. */
      next?: string;
      rows: components['schemas']['TicketView'][];
    };
    TicketView: {
      assignee?: components['schemas']['AssigneeView'];
      /** @description The customer's name; may be empty. */
      contact: string;
      conversation_id: string;
      /**
       * Format: date-time
       * @example 2026-03-14T09:26:53.589Z
       */
      created_at: string;
      id: string;
      /**
       * @description As the customer knows it.
       * @example T-42
       */
      number: string;
      /** @enum {string} */
      priority: 'low' | 'normal' | 'high' | 'urgent';
      /**
       * Format: date-time
       * @example 2026-03-14T09:26:53.589Z
       */
      solved_at?: string;
      /** @enum {string} */
      status: 'open' | 'pending' | 'solved' | 'closed';
      title: string;
      /** @example tech_support */
      type?: string;
      /**
       * Format: date-time
       * @example 2026-03-14T09:26:53.589Z
       */
      updated_at: string;
    };
    TimerEvent: {
      /**
       * @description Who did it.
       * @enum {string}
       */
      actor: 'customer' | 'bot' | 'agent' | 'system';
      /**
       * Format: date-time
       * @description When it happened.
       * @example 2026-03-14T09:26:53.589Z
       */
      at: string;
      /**
       * Format: date-time
       * @example 2026-03-14T09:26:53.589Z
       */
      due?: string;
      /**
       * @description An agent's display name.
       * @example Оксана
       */
      name?: string;
      /**
       * Format: int64
       * @description The event's number in its conversation: from 1, without gaps.
       * @example 7
       */
      seq: number;
      /** @enum {string} */
      status: 'set' | 'cancelled' | 'fired';
      timer: string;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'timer';
    };
    TookEvent: {
      /**
       * @description Who did it.
       * @enum {string}
       */
      actor: 'customer' | 'bot' | 'agent' | 'system';
      /**
       * Format: date-time
       * @description When it happened.
       * @example 2026-03-14T09:26:53.589Z
       */
      at: string;
      /**
       * @description An agent's display name.
       * @example Оксана
       */
      name?: string;
      /**
       * Format: int64
       * @description The event's number in its conversation: from 1, without gaps.
       * @example 7
       */
      seq: number;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'took';
    };
    TrialAnswerInputBody: {
      effect: string;
      /** @description The code of a refusal, instead of a result. */
      error?: string;
      result?: unknown;
    };
    TrialCallView: {
      action: string;
      args: {
        [key: string]: unknown;
      };
      effect: string;
      title?: string;
      writes: boolean;
    };
    TrialMessageInputBody: {
      button?: string;
      text?: string;
    };
    TrialState: {
      /** @description What the bot asks of business systems and waits for. */
      calls: components['schemas']['TrialCallView'][];
      closed: boolean;
      /** @description After the cursor. */
      events: components['schemas']['DeskEvent'][];
      /** @description In progress. */
      flow?: string;
      id: string;
      /** Format: int64 */
      last_seq: number;
      /** @enum {string} */
      owner: 'bot' | 'queue' | 'agent' | 'none';
      step?: string;
      timers: string[];
      /** @description The playbook's. */
      version: string;
    };
    TrialTimerInputBody: {
      timer: string;
    };
    TryRequest: {
      /** @enum {string} */
      level?: 'anonymous' | 'identified' | 'verified';
      /** @description The flows in force instead of the drafts. */
      live?: boolean;
      /** @enum {string} */
      locale: 'uk' | 'en';
      /** @description What a token would say of the customer. */
      profile?: {
        [key: string]: unknown;
      };
    };
    TypingFrame: {
      /**
       * @description Who is writing.
       * @enum {string}
       */
      actor: 'customer' | 'bot' | 'agent';
      /** @description An agent's display name. */
      name?: string;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'typing';
    };
    UnderstoodEvent: {
      /**
       * @description Who did it.
       * @enum {string}
       */
      actor: 'customer' | 'bot' | 'agent' | 'system';
      /**
       * Format: date-time
       * @description When it happened.
       * @example 2026-03-14T09:26:53.589Z
       */
      at: string;
      commands: components['schemas']['CommandView'][];
      dropped: components['schemas']['DroppedView'][];
      /**
       * Format: int64
       * @description The message's seq.
       */
      message: number;
      /**
       * @description An agent's display name.
       * @example Оксана
       */
      name?: string;
      /**
       * Format: int64
       * @description The event's number in its conversation: from 1, without gaps.
       * @example 7
       */
      seq: number;
      /**
       * @description discriminator enum property added by openapi-typescript
       * @enum {string}
       */
      type: 'understood';
    };
    UseOutputBody: {
      use: components['schemas']['UseView'][];
    };
    UseView: {
      /**
       * Format: int64
       * @description Conversations in which the bot answered from it.
       */
      answers: number;
      article: string;
      /**
       * Format: int64
       * @description Those of them in which a person was called next.
       */
      handoffs: number;
    };
    UserView: {
      /** @description Takes conversations now. */
      available: boolean;
      /** Format: email */
      email: string;
      id: string;
      /** @enum {string} */
      locale: 'uk' | 'en';
      /** @example Оксана Мельник */
      name: string;
      /**
       * @description In the workspace of this request.
       * @enum {string}
       */
      role: 'owner' | 'admin' | 'agent';
      workspaces: components['schemas']['PlaceView'][];
    };
    VotesOutputBody: {
      votes: components['schemas']['VotesView'][];
    };
    VotesView: {
      article: string;
      /** Format: int64 */
      helpful: number;
      lang: string;
      /** Format: int64 */
      unhelpful: number;
      /** Format: int64 */
      version: number;
    };
    WorkspaceRef: {
      /**
       * @example [
       *       "uk",
       *       "en"
       *     ]
       */
      locales: string[];
      /** @example Дім-Зв'язок */
      name: string;
    };
    WriteEditionRequest: {
      /** @description Markdown; a file of the article is named as attachment:ID. */
      body: string;
      /**
       * Format: int64
       * @description The one that was read; 0 begins the edition of another language. When the draft has moved on, the answer is 409 draft_changed with the newer draft.
       */
      rev: number;
      /** @description In the address of its page: small Latin letters, digits and hyphens. Made of the title unless said. */
      slug?: string;
      title: string;
      /**
       * Format: int64
       * @description The source's version that these words translate; what was said before unless said.
       */
      translates?: number;
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  customerEvents: {
    parameters: {
      query?: {
        /** @description Events with a greater seq are given; 0 means from the beginning. */
        after?: number;
        /** @description Seconds to wait for something to happen, at most 55. */
        wait?: number;
        /** @description Events of a page, at most 500; 200 unless said. */
        limit?: number;
      };
      header?: {
        /** @description The last seq that was seen, when it is beyond after. */
        'Last-Event-ID'?: number;
      };
      path: {
        /** @description The conversation. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of events, or a stream of them. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CustomerEventPage'];
          'text/event-stream': components['schemas']['CustomerFrame'];
        };
      };
      /** @description Error */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  sendMessage: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The conversation. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['MessageRequest'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Accepted'];
        };
      };
      /** @description Bad Request */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Conflict */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Request Entity Too Large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  customerRead: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The conversation. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ReadRequest'];
      };
    };
    responses: {
      /** @description No Content */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Bad Request */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  customerStream: {
    parameters: {
      query?: {
        /** @description Events with a greater seq are given. */
        after?: number;
        /** @description The bearer token, where no header can be set. */
        token?: string;
      };
      header?: never;
      path: {
        /** @description The conversation. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The connection is a WebSocket now. */
      101: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  customerTyping: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The conversation. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['EmptyBody'];
      };
    };
    responses: {
      /** @description No Content */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  startSession: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SessionRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Session'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Request Entity Too Large */
      413: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Service Unavailable */
      503: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  exportArticles: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The archive */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/zip': string;
        };
      };
      /** @description Error */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  articleFile: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The file */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/octet-stream': string;
        };
      };
      /** @description Error */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  articleGaps: {
    parameters: {
      query?: {
        state?: 'open' | 'filled' | 'dismissed';
        lang?: string;
        offset?: number;
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['GapPage'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  settleGaps: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SettleGapsInputBody'];
      };
    };
    responses: {
      /** @description No Content */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  setArticles: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SetArticlesInputBody'];
      };
    };
    responses: {
      /** @description No Content */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  articleUse: {
    parameters: {
      query?: {
        /** @description How far back. */
        days?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UseOutputBody'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  articleVotes: {
    parameters: {
      query?: {
        /** @description How far back. */
        days?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['VotesOutputBody'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  articles: {
    parameters: {
      query?: {
        /** @description Only those in a collection; none for those in none. */
        collection?: string;
        audience?: 'public' | 'internal';
        /** @description Only those with an edition in this language; stage, stale and published are of that one then. */
        lang?: string;
        stage?: 'draft' | 'review' | 'published';
        /** @description Only those with a translation that is behind its source. */
        stale?: boolean;
        published?: 'yes' | 'no';
        owner?: string;
        /** @description Only those whose day of review has come. */
        due?: boolean;
        /** @description Only those imported so. */
        origin?: string;
        /** @description Words from a title. */
        q?: string;
        /** @description Those in the archive, instead of the others. */
        archived?: boolean;
        limit?: number;
        /** @description What the page before called next. */
        before?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ArticlePage'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  createArticle: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateArticleRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ArticleView'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  previewArticle: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PreviewInputBody'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PreviewOutputBody'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  searchArticles: {
    parameters: {
      query: {
        /** @description A question or words, in any language. */
        q: string;
        /** @description Whose articles go first; unless given, that of the question. */
        lang?: string;
        /** @description Only those in a collection. */
        collection?: string;
        /** @description public: only what customers may read. */
        audience?: 'public' | 'internal';
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ArticleHits'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  article: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ArticleView'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  arrangeArticle: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ArrangeArticleRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ArticleView'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Conflict */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  archiveArticle: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ArticleView'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  writeEdition: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        lang: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['WriteEditionRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EditionView'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Conflict */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  approveEdition: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        lang: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ReviewRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EditionView'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Conflict */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  askReview: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        lang: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ReviewRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EditionView'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Conflict */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  articleDiff: {
    parameters: {
      query?: {
        /** @description A version, or 0 for the draft. */
        from?: number;
        /** @description A version, or 0 for the draft. */
        to?: number;
      };
      header?: never;
      path: {
        id: string;
        lang: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ArticleDiffOutputBody'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  publishEdition: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        lang: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PublishEditionInputBody'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ArticleVersionView'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Conflict */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  rollBackEdition: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        lang: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['RollBackInputBody'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ArticleVersionView'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Conflict */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  sendEditionBack: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        lang: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ReviewRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EditionView'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Conflict */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  articleVersions: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        lang: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ArticleVersionsOutputBody'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  articleVersion: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        lang: string;
        number: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ArticleVersionView'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  withdrawEdition: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        lang: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EditionView'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Conflict */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  articleFeedback: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FeedbackOutputBody'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  attachFile: {
    parameters: {
      query: {
        /** @description What the file is called. */
        name: string;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/octet-stream': string;
      };
    };
    responses: {
      /** @description Kept */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ArticleFile'];
        };
      };
      /** @description Error */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  detachFile: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
        file: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description No Content */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  restoreArticle: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ArticleView'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  collections: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CollectionsOutputBody'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  createCollection: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CollectionWords'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CollectionView'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  changeCollection: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CollectionWords'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['CollectionView'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  removeCollection: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description No Content */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  conversation: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The conversation. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Conversation'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  retryEffect: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The conversation. */
        id: string;
        effect: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['EmptyBody'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  deskEvents: {
    parameters: {
      query?: {
        /** @description Events with a greater seq are given; 0 means from the beginning. */
        after?: number;
        /** @description Seconds to wait for something to happen, at most 55. */
        wait?: number;
        /** @description Events of a page, at most 500; 200 unless said. */
        limit?: number;
      };
      header?: {
        /** @description The last seq that was seen, when it is beyond after. */
        'Last-Event-ID'?: number;
      };
      path: {
        /** @description The conversation. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of events, or a stream of them. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['DeskEventPage'];
          'text/event-stream': components['schemas']['DeskLogFrame'];
        };
      };
      /** @description Error */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  reply: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The conversation. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['TextRequest'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Accepted'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Conflict */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  note: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The conversation. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['TextRequest'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Accepted'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  deskRead: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The conversation. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ReadRequest'];
      };
    };
    responses: {
      /** @description No Content */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Bad Request */
      400: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  reopen: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The conversation. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ActRequest'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Accepted'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Conflict */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  resolve: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The conversation. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ResolveRequest'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Accepted'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Conflict */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  return: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The conversation. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ReturnRequest'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Accepted'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Conflict */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  take: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The conversation. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['TakeRequest'];
      };
    };
    responses: {
      /** @description Accepted */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Accepted'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Conflict */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  openTicket: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The conversation. */
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['OpenTicketRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TicketDetail'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  deskTyping: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** @description The conversation. */
        id: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        'application/json': components['schemas']['EmptyBody'];
      };
    };
    responses: {
      /** @description No Content */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  effects: {
    parameters: {
      query?: {
        state?: 'parked';
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EffectList'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  checkFlows: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CheckFlowsInputBody'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FlowCheck'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  flowFiles: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FlowFilesOutputBody'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  flowFile: {
    parameters: {
      query: {
        path: string;
      };
      header?: never;
      path: {
        pack: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FlowFile'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  saveFlowFile: {
    parameters: {
      query: {
        path: string;
      };
      header?: never;
      path: {
        pack: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SaveFlowFileRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FlowCheck'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  dropFlowDraft: {
    parameters: {
      query: {
        path: string;
      };
      header?: never;
      path: {
        pack: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description No Content */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  tryFlows: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['TryRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TrialState'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  trial: {
    parameters: {
      query?: {
        after?: number;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TrialState'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  trialAnswer: {
    parameters: {
      query?: {
        after?: number;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['TrialAnswerInputBody'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TrialState'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  trialMessage: {
    parameters: {
      query?: {
        after?: number;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['TrialMessageInputBody'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TrialState'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  trialTimer: {
    parameters: {
      query?: {
        after?: number;
      };
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['TrialTimerInputBody'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TrialState'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  flowVersions: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FlowVersionsOutputBody'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  publishFlows: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PublishRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FlowVersionView'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Conflict */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  flowVersion: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        number: number;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FlowVersionView'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  restoreFlows: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        number: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PublishRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FlowVersionView'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Conflict */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  flows: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Flows'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  flow: {
    parameters: {
      query?: {
        /** @description The language of the words in the graph. */
        lang?: 'uk' | 'en';
      };
      header?: never;
      path: {
        name: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['FlowDetail'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  importFile: {
    parameters: {
      query: {
        /** @description What the file is called: its ending says what it is. */
        file_name: string;
        /** @description Keeps sources of one kind apart; always the same for a source. */
        name?: string;
        /** @description Publish what is new or has changed. */
        publish?: boolean;
        /** @description Archive what vanished from the source. */
        prune?: boolean;
        /** @description For agents only, unless the source says otherwise. */
        internal?: boolean;
        /** @description The language of what says none and is not recognised. */
        lang?: string;
        /** @description Put everything into it; Orders / Returns is one within another. */
        collection?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/octet-stream': string;
      };
    };
    responses: {
      /** @description Started */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ImportView'];
        };
      };
      /** @description Error */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  imports: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ImportsOutputBody'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  importSite: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ImportSiteInputBody'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ImportView'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Conflict */
      409: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  import: {
    parameters: {
      query?: never;
      header?: {
        'Accept-Language'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ImportView'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  cancelImport: {
    parameters: {
      query?: never;
      header?: {
        'Accept-Language'?: string;
      };
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description No Content */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  inbox: {
    parameters: {
      query?: {
        view?: 'mine' | 'unassigned' | 'all' | 'bot' | 'resolved';
        /** @description Words from the contact, the issue or the last message, or the number. */
        q?: string;
        limit?: number;
        /** @description What the page before called next. */
        before?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Inbox'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  lessons: {
    parameters: {
      query?: {
        state?: 'open' | 'done' | 'dismissed';
        /** @description Only messages in this language. */
        lang?: string;
        /** @description Only messages that ended so. */
        outcome?: 'miss' | 'clarified' | 'model' | 'cancelled';
        offset?: number;
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Lessons'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  learningEffect: {
    parameters: {
      query?: {
        /** @description Seconds to wait for the answer. */
        wait?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['LearningEffect'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  teach: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['TeachRequest'];
      };
    };
    responses: {
      /** @description Created */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TaughtView'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  settleLesson: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['SettleRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['SettledOutputBody'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  login: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['LoginRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          'Set-Cookie'?: string;
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Me'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  logout: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description No Content */
      204: {
        headers: {
          'Set-Cookie'?: string;
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  me: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Me'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  changeMe: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ChangeMeRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Me'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  modelUse: {
    parameters: {
      query?: {
        /** @description The first day; 30 days without it, a year at most. */
        since?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ModelUse'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  people: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PeopleOutputBody'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  deskStream: {
    parameters: {
      query?: {
        /** @description Which workspace; the agent's first one unless said. */
        workspace?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The connection is a WebSocket now. */
      101: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
    };
  };
  tickets: {
    parameters: {
      query?: {
        view?: 'open' | 'mine' | 'solved' | 'all';
        /** @description Only those of one conversation. */
        conversation?: string;
        /** @description Words from the title or the customer's name, or the number. */
        q?: string;
        limit?: number;
        /** @description What the page before called next. */
        before?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TicketPage'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  ticket: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TicketDetail'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  changeTicket: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['ChangeTicketRequest'];
      };
    };
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['TicketDetail'];
        };
      };
      /** @description Unauthorized */
      401: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Forbidden */
      403: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Not Found */
      404: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Unprocessable Entity */
      422: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Too Many Requests */
      429: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description Internal Server Error */
      500: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  health: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/plain': string;
        };
      };
    };
  };
  metrics: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/plain': string;
        };
      };
    };
  };
  ready: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OK */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/plain': string;
        };
      };
    };
  };
}
