/** The agents' side of the API: names for generated shapes, like types.ts. */
import type { components } from './schema.d.ts';

type Schemas = components['schemas'];

export type DeskUser = Schemas['UserView'];
export type Me = Schemas['Me'];

export type Inbox = Schemas['Inbox'];
export type Row = Schemas['Row'];
export type Counts = Schemas['Counts'];
/** There is one count for each view. */
export type InboxView = keyof Counts;

export type DeskConversation = Schemas['Conversation'];
export type Packet = Schemas['PacketView'];
export type Slot = Schemas['SlotView'];
export type DeskAction = Schemas['ActionView'];
export type DeskEffect = Schemas['EffectView'];

/** One event of the log as agents see it; `type` says which. */
export type DeskEvent = Schemas['DeskEvent'];
export type DeskEventPage = Schemas['DeskEventPage'];

/** Frames of the desk's one socket, and what the desk says on it. */
export type DeskFrame = Schemas['DeskFrame'];
export type DeskCommand = Schemas['DeskCommand'];

// ---- what the desk sends ---------------------------------------------------

export type LoginRequest = Schemas['LoginRequest'];
export type ChangeMeRequest = Schemas['ChangeMeRequest'];
export type TextRequest = Schemas['TextRequest'];
export type TakeRequest = Schemas['TakeRequest'];
export type ReturnRequest = Schemas['ReturnRequest'];
export type ResolveRequest = Schemas['ResolveRequest'];
export type ActRequest = Schemas['ActRequest'];

// ---- the flow studio -------------------------------------------------------

export type FlowList = Schemas['Flows'];
export type FlowRow = Schemas['FlowRow'];
export type FlowDetail = Schemas['FlowDetail'];
export type FlowNode = Schemas['FlowNodeView'];
export type FlowFile = Schemas['FlowFile'];
export type FlowFileRow = Schemas['FlowFileRow'];
export type FlowProblem = Schemas['FlowProblemView'];
export type FlowCheck = Schemas['FlowCheck'];
export type FlowVersion = Schemas['FlowVersionView'];
export type TrialState = Schemas['TrialState'];
export type TrialCall = Schemas['TrialCallView'];
export type TryRequest = Schemas['TryRequest'];

// ---- learning --------------------------------------------------------------

export type ModelUse = Schemas['ModelUse'];
export type Lessons = Schemas['Lessons'];
export type Lesson = Schemas['LessonView'];
export type TeachRequest = Schemas['TeachRequest'];
export type TaughtExample = Schemas['TaughtView'];
export type LearningEffect = Schemas['LearningEffect'];
export type LearningReading = Schemas['ReadingView'];

// ---- tickets ---------------------------------------------------------------

export type TicketPage = Schemas['TicketPage'];
export type Ticket = Schemas['TicketView'];
export type TicketDetail = Schemas['TicketDetail'];
export type TicketEntry = Schemas['TicketEntryView'];
export type ChangeTicketRequest = Schemas['ChangeTicketRequest'];
export type OpenTicketRequest = Schemas['OpenTicketRequest'];
export type Colleague = Schemas['ColleagueView'];

// ---- knowledge -------------------------------------------------------------

export type ArticlePage = Schemas['ArticlePage'];
export type ArticleRow = Schemas['ArticleRow'];
export type Article = Schemas['ArticleView'];
export type ArticleFile = Schemas['ArticleFile'];
export type Edition = Schemas['EditionView'];
export type ArticleVersion = Schemas['ArticleVersionRow'];
export type CreateArticleRequest = Schemas['CreateArticleRequest'];
export type ArrangeArticleRequest = Schemas['ArrangeArticleRequest'];
export type WriteEditionRequest = Schemas['WriteEditionRequest'];
export type DiffPart = Schemas['DiffPart'];
export type Collections = Schemas['CollectionsOutputBody'];
export type Collection = Schemas['CollectionView'];
export type CollectionWords = Schemas['CollectionWords'];
export type GapPage = Schemas['GapPage'];
export type Gap = Schemas['GapView'];
export type Votes = Schemas['VotesView'];
export type Reader = Schemas['FeedbackView'];
