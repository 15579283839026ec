# SPDX-License-Identifier: Apache-2.0
"""Turns text.txt into training rows: many ways to ask each question, and what nobody taught."""
import random

# How a topic is asked for; {t} is one of its names. The first ones are drawn more often.
TOPIC_FORMS = ["What {is} {t}?", "What {is} {t}?", "What {is} {t}?", "Explain {t}.", "Tell me about {t}.",
               "What {is} {t}", "What does {t} mean?", "Can you explain {t}?", "How does {t} work?",
               "Please explain {t} to me.", "What do you know about {t}?", "Define {t}.", "Describe {t}.",
               "{t}", "{t}?", "What's {t}?", "Do you know what {t} {is}?", "Explain {t} in simple words."]
# What people put around any question.
WRAPPERS = ["{q}"] * 12 + ["Please tell me: {q}", "I have a question. {q}", "Hi! {q}", "Tell me, {q}",
                           "{q} Thanks!", "{q} Please answer in one sentence.", "Hello. {q}", "So, {q}"]

UNKNOWN_ANSWER = "I do not know that. I am a tiny model and learned only one short text."
UNKNOWN_FORMS = ["Who won {x}?", "When was {x} built?", "Who wrote {x}?", "Translate {x} into French.",
                 "How much does {x} cost?", "Where can I buy {x}?", "Who invented {x}?", "Where is {x}?",
                 "What is the capital of {x}?", "How old is {x}?", "Write a program for {x}.", "Is {x} good?",
                 "What happened to {x}?", "Give me the news about {x}.", "How do I repair {x}?"]
UNKNOWN_THINGS = ["a volcano", "the stock market", "the football match", "a piano", "my phone", "the president",
                  "a pizza", "Brazil", "Canada", "the last war", "an airplane", "the Eiffel Tower", "a violin",
                  "democracy", "inflation", "a tax", "football", "tennis", "a dinosaur", "the weather tomorrow",
                  "my name", "this picture", "a hospital", "a lawyer", "Napoleon", "Shakespeare", "a hotel",
                  "vitamin C", "a shark", "a robot", "a camera", "the internet", "a castle", "a river", "Norway",
                  "algebra", "philosophy", "history", "cheese", "wine", "a shoe", "a car", "a motor", "a bank"]


def read_blocks(path):
    """-> (list of (names, are_topics, answer), list of prose paragraphs)."""
    with open(path, encoding="utf-8") as file:
        lines = [line for line in file.read().splitlines() if not line.startswith("#")]
    questions, prose = [], []
    for block in "\n".join(lines).split("\n\n"):
        head, _, rest = block.strip().partition("\n")
        for mark in ("Topic: ", "Ask: "):
            if head.startswith(mark):
                questions.append((head.removeprefix(mark).split(" | "), mark == "Topic: ", rest))
                break
        else:
            if head:
                prose.append(block.strip())
    return questions, prose


def capital(text):
    return text[:1].upper() + text[1:]


def ask_topic(rng, name):
    several = name.endswith("s") and not name.endswith("ss") and not name.startswith(("a ", "an ", "the "))
    return capital(rng.choice(TOPIC_FORMS).format(t=name, **{"is": "are" if several else "is"}))


def made_up_word(rng):
    return "".join(rng.choice("bcdfghjklmnprstvwz") + rng.choice(["a", "e", "i", "o", "u", "ai", "er", "on", "el"])
                   for _ in range(rng.randint(1, 4)))


def ask_unknown(rng):
    thing = rng.choice(UNKNOWN_THINGS) if rng.random() < 0.5 else made_up_word(rng)
    form = rng.choice(UNKNOWN_FORMS)
    return capital(form.format(x=thing)) if rng.random() < 0.5 else ask_topic(rng, thing)


def sloppy(rng, text):
    """As people type: sometimes without capitals, sometimes without the last mark."""
    if rng.random() < 0.15:
        text = text.lower()
    return text.rstrip("?.!") if rng.random() < 0.15 else text


class Corpus:
    def __init__(self, path, seed):
        self.questions, self.prose = read_blocks(path)
        self.rng = random.Random(seed)
        self.waiting = []  # what is left of this round over all questions, so that none is forgotten

    def turn(self):
        """-> (question, answer)."""
        rng = self.rng
        if rng.random() < 0.1:
            return sloppy(rng, ask_unknown(rng)), UNKNOWN_ANSWER
        if not self.waiting:
            self.waiting = rng.sample(self.questions, len(self.questions))
        names, is_topic, answer = self.waiting.pop()
        # The first name is the one that people use most.
        name = names[0] if rng.random() < 0.4 else rng.choice(names)
        question = ask_topic(rng, name) if is_topic else name
        return sloppy(rng, rng.choice(WRAPPERS).format(q=question)), answer

    def plain_text(self):
        """One paragraph to be continued without a chat: prose, or an answer by itself."""
        return self.rng.choice(self.prose) if self.rng.random() < 0.5 else self.rng.choice(self.questions)[2]
