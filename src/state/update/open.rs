//! Beginning, and opening a conversation.

use std::sync::Arc;

use super::delete::UNDO_MS;
use super::{Owner, Step};
use crate::config::{Config, ConfigError};
use crate::domain::failure::{Code, Failure};
use crate::domain::ids::ConversationId;
use crate::domain::turn::{Turn, TurnState};
use crate::state::effect::Effect;
use crate::state::history::History;
use crate::state::model::{Alarm, Opening, Page, Purpose, Reached, Thread};
use crate::state::stored::{self, Conversation, Intent, Kept, Known, Record};

impl Step<'_> {
    /// Starts afresh for these settings, with what was stored for them.
    pub(super) fn configure(&mut self, config: Config, kept: Kept) {
        self.model.problem = None;
        if let Some(now) = self.model.config.as_ref().filter(|now| now.same_place(&config)) {
            let wanted = config.conversation.clone().filter(|_| now.conversation != config.conversation);
            self.model.config = Some(config);
            if let Some(conversation) = wanted {
                self.open(&conversation, &kept);
            }
            return;
        }
        let same = |now: &Config| now.relay_url == config.relay_url && now.space == config.space;
        let mut typed = Thread::default();
        if self.model.unbegun.is_some() && self.model.config.as_ref().is_some_and(same) {
            // It was typed by whom the relay has named now.
            typed = std::mem::take(&mut self.model.open);
        }
        self.leave();
        self.model.open = typed;
        // Nothing of one person's is asked for, or asked, in the name of another.
        let sure = config.caller.is_none() || config.caller == self.model.caller;
        self.model.config = Some(config);
        self.start();
        self.model.open.opening = Opening::Loading;
        self.model.unbegun = Some(kept);
        self.model.saved.clear();
        if sure {
            self.begin();
        }
    }

    /// Opens what was open, unless that has been done. What was typed meanwhile comes after it.
    pub(super) fn begin(&mut self) {
        let Some(kept) = self.model.unbegun.take() else { return };
        let stored = Some(stored::text_of(&kept, &Record::Open)).filter(|id| !id.is_empty());
        let stored = stored.filter(|_| !stored::is_damaged(&Record::Open, stored.unwrap_or_default()));
        let wanted = self.model.config.as_ref().and_then(|config| config.conversation.clone());
        // Another tab may have heard that its first question arrived.
        let spot =
            stored::spot_now(&kept, wanted.as_ref().map(ConversationId::as_str).or(stored).unwrap_or("~"));
        let typed = std::mem::take(&mut self.model.open);
        let mut questions = Intent::all(&kept);
        questions.retain(|question| typed.turns.iter().all(|turn| turn.intent != question.name));
        for question in questions.iter_mut().filter(|question| question.spot.is_empty()) {
            question.spot.clone_from(&spot);
        }
        self.enter(&spot, &kept, &questions);
        // What was typed ahead elsewhere goes on, though it is not shown.
        for question in questions.iter().filter(|question| question.ahead) {
            if self.model.threads().all(|thread| thread.spot() != question.spot) {
                let open = std::mem::take(&mut self.model.open);
                self.enter(&question.spot, &kept, &questions);
                let begun = std::mem::replace(&mut self.model.open, open);
                self.model.aside.push(begun);
            }
        }
        let open = &mut self.model.open;
        open.turns.extend(typed.turns);
        if open.conversation.is_none() && open.draft.is_empty() {
            open.draft = open.turns.first().map(|turn| turn.intent.clone()).unwrap_or_default();
        }
        self.carry_out(&kept);
        self.take_up(kept);
        self.look_after_reload(None);
        self.advance();
    }

    /// Deletions that were promised before the page was left are carried out when their time is over. Copies of
    /// questions that have arrived are settled, and what this tab keeps of one that another tab has posted goes.
    fn carry_out(&mut self, kept: &Kept) {
        for (record, text) in kept {
            match record {
                Record::Deleting(conversation) => {
                    let due = stored::due(text);
                    self.model.history.deleting.push((conversation.clone(), due));
                    self.wait(Alarm::Delete(conversation.clone()), due.saturating_sub(self.now).min(UNDO_MS));
                }
                Record::Ahead(intent) | Record::Typed(intent) | Record::Intent(intent)
                    if stored::arrived(kept, intent).is_some() =>
                {
                    self.settled.push(intent.clone());
                }
                Record::Ahead(intent) | Record::Typed(intent) if stored::has_left(kept, intent) => {
                    self.effects.push(Effect::Keep { record: record.clone(), text: String::new() });
                }
                _ => {}
            }
        }
    }

    /// The attributes cannot be used: nothing is asked until they are mended.
    pub(super) fn misconfigured(&mut self, error: ConfigError) {
        self.leave();
        self.report(Failure::new(Code::Config).with_detail(error.attribute));
        self.model.problem = Some(error);
    }

    /// Ends all that has to do with the place where the element was.
    fn leave(&mut self) {
        self.release_all();
        // What was promised goes on to its end, though nobody waits for it here.
        self.abort(&|purpose| !matches!(purpose, Purpose::Delete(_) | Purpose::Feedback(..)));
        self.model.requests.clear();
        self.disarm(&|_| true);
        self.model.config = None;
        self.model.reach = None;
        self.model.reached = Reached::Never;
        self.model.silent = 0;
        self.model.starting = true;
        self.model.informed = false;
        self.model.space_title = None;
        self.model.samples = None;
        self.model.demo = false;
        self.model.download = false;
        self.model.chunks = false;
        self.model.visualization = false;
        self.model.relay_known = false;
        self.model.unmarked = false;
        self.model.looks_plain = false;
        self.model.owned = false;
        self.model.quota_until = None;
        self.model.history = History::default();
        self.model.unbegun = None;
    }

    /// The reader opens a conversation; what goes on in the one that was open goes on.
    pub(super) fn open(&mut self, conversation: &ConversationId, kept: &Kept) {
        self.learn(kept);
        let spot = stored::spot_now(kept, conversation.as_str());
        if self.model.open.spot() == spot || self.model.config.is_none() {
            return;
        }
        let is_it = |thread: &Thread| thread.spot() == spot;
        let index = self.model.aside.iter().position(is_it);
        let there = index.map(|index| self.model.aside.swap_remove(index));
        self.put_aside();
        match there {
            Some(thread) => {
                self.model.open = thread;
                self.shown();
            }
            None => {
                self.enter(&spot, kept, &Intent::all(kept));
                self.look_after_reload(None);
            }
        }
        self.advance();
    }

    /// Takes in which questions have arrived, as other tabs have stored it. One that began a conversation is among the
    /// messages of that; any other goes on being answered where it stands.
    pub(super) fn learn(&mut self, kept: &Kept) {
        self.learn_owners(kept);
        let waits = self.model.turns(&|turn| turn.message.is_none() && !self.model.posting(turn.key).0);
        let arrived = waits.into_iter().filter_map(|turn| {
            let (conversation, message) = stored::arrived(kept, &turn.intent)?;
            Some((turn.key, conversation, message))
        });
        let arrived: Vec<_> = arrived.collect();
        for (key, conversation, message) in arrived {
            if let Some(shown) = self.model.turn_of(&message).map(|turn| turn.key) {
                let intent = self.model.turn(key).map(|turn| turn.intent.clone());
                self.name(shown, &intent.unwrap_or_default());
                continue;
            }
            let place = self.model.thread_of(key).and_then(|thread| thread.conversation.clone());
            let fresh = place.is_none();
            if place.is_some_and(|place| place != conversation) {
                // It has begun another one, in another tab.
                self.forget_turn(key);
                continue;
            }
            if fresh {
                self.begun(key, conversation.clone());
            }
            self.cancel(&|owner| owner == Owner::Turn(key));
            let Some(turn) = self.model.turn_mut(key) else { continue };
            turn.state = TurnState::Stopped;
            turn.message = Some(message);
            let intent = turn.intent.clone();
            self.settled.push(intent);
            if let Some(thread) = self.model.thread_of_mut(key).filter(|_| fresh) {
                let record = stored::text_of(kept, &Record::Conversation(conversation.clone()));
                thread.known = Conversation::parse(record).messages;
                thread.turns.retain(|turn| turn.key != key);
                let mut unsure = Intent::all(kept);
                unsure.retain(|question| !question.ahead && question.spot == conversation.as_str());
                self.fetch_messages(Page { conversation, token: None, unsure, tries: 1 });
            } else {
                self.check_again(key);
            }
        }
    }

    /// Takes in whose questions made the messages that are shown.
    fn learn_owners(&mut self, kept: &Kept) {
        for (_, text) in kept.iter().filter(|(record, _)| matches!(record, Record::Conversation(_))) {
            for known in Conversation::parse(text).messages {
                if let Some(key) = self.model.turn_of(&known.message).map(|turn| turn.key) {
                    self.name(key, &known.intent);
                }
            }
        }
    }

    /// Begins with what is stored of a thread, which is the open one then.
    fn enter(&mut self, spot: &str, kept: &Kept, questions: &[Intent]) {
        let draft = spot.strip_prefix('~').map(str::to_owned);
        let conversation = Some(spot).filter(|_| draft.is_none()).map(ConversationId::from);
        let record = conversation.clone().map(Record::Conversation);
        let record = record.map_or("", |record| stored::text_of(kept, &record));
        let Conversation { title, used_at, read_only, messages, .. } = Conversation::parse(record);
        let told = conversation.as_ref().is_some_and(|id| self.model.history.is_read_only(id));
        self.model.open = Thread {
            conversation: conversation.clone(),
            draft: draft.unwrap_or_default(),
            title,
            used_at,
            read_only: read_only || told,
            known: messages,
            ..Thread::default()
        };
        let here =
            questions.iter().filter(|question| question.spot == spot && !self.model.has(&question.name));
        let here = here.cloned();
        let (ahead, left): (Vec<Intent>, Vec<Intent>) = here.partition(|question| question.ahead);
        match conversation {
            Some(conversation) => {
                self.fetch_messages(Page { conversation, token: None, unsure: left, tries: 1 });
            }
            None => self.bring_back(None, left),
        }
        for question in ahead {
            let mut turn = self.new_turn(Some(question.name), question.question);
            if question.before.is_some() {
                // Asked again before the page was left: it may have arrived the first time.
                let turn = Arc::make_mut(&mut turn);
                (turn.before, turn.asked_in, turn.look_first) =
                    (question.before, question.conversation, true);
            }
            self.model.open.turns.push(turn);
        }
    }

    /// The reader wants the conversation opened again after a failure.
    pub(super) fn open_again(&mut self) {
        let failed = matches!(self.model.open.opening, Opening::Failed(_));
        if self.model.open.conversation.is_none() {
            // It is gone; there is nothing to open.
            self.model.open.opening = Opening::Idle;
        } else if failed && !self.model.is_busy(&self.model.open) {
            let questions = Intent::all(&stored::of(self.model));
            let conversation = self.model.open.conversation.clone();
            // The turns come again under other names.
            let thread = std::mem::take(&mut self.model.open);
            self.release(&thread);
            let mut known = thread.known;
            known.extend(thread.turns.iter().filter_map(|turn| turn.message.clone()).map(Known::from));
            // What was to begin another conversation is not among its messages.
            let other = |turn: &Arc<Turn>| {
                let elsewhere = turn.message.is_none() && turn.asked_in.is_none();
                turn.state == TurnState::Queued || elsewhere
            };
            let kept_turns = thread.turns.into_iter().filter(other);
            self.model.open = Thread {
                conversation: conversation.clone(),
                known,
                turns: kept_turns.collect(),
                title: thread.title,
                used_at: thread.used_at,
                read_only: thread.read_only,
                ..Thread::default()
            };
            // Those that stay among the turns are not brought back.
            let unsure = questions.into_iter().filter(|question| !question.ahead).collect();
            if let Some(conversation) = conversation {
                self.fetch_messages(Page { conversation, token: None, unsure, tries: 1 });
            }
        }
    }
}
