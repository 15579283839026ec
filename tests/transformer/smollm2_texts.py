# SPDX-License-Identifier: Apache-2.0
"""What record_smollm2.py asks. The texts are ours, but for the opening of a novel of 1813."""


def user(*turns):
    """A conversation: user and assistant in turn, with the template's default system prompt."""
    return [{"role": ("user", "assistant")[i % 2], "content": text} for i, text in enumerate(turns)]


CHATS = [
    user("Why is the sky blue?"),
    user("What is the capital of France?"),
    user("Explain what a KV cache is."),
    user("Write a short poem about the sea."),
    user("List three fruits that are red."),
    user("How do I make a cup of tea?"),
    user("What is 7 + 5?"),
    user("Write a Python function that adds two numbers."),
    user("Who wrote Romeo and Juliet?"),
    user("Translate 'good morning' into French."),
    user("Hello!", "Hello! How can I help you today?", "My name is Ada. What is a good hobby for the winter?"),
    user("Name a planet.", "Mars is a planet.", "How many moons does it have?"),
    [{"role": "system", "content": "You are a pirate. Answer in one sentence."},
     {"role": "user", "content": "Where is the treasure?"}],
    user("Why does ice float on water?"),
    user("What is the difference between a thread and a process?"),
    user("Tell me a story about a small robot."),
    user("Give me three tips for better sleep."),
]

RAW_PROMPTS = [
    "The three most important inventions of the last century are",
    "def fibonacci(n):\n    \"\"\"Return the n-th Fibonacci number.\"\"\"\n",
    "#include <vector>\n\nint sum(const std::vector<int>& v) {\n",
    "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,",
    "The year 1969 is remembered because on July 20,",
    "Photosynthesis is the process by which",
    "| name | age |\n|---|---|\n| Ann | 31 |\n",
    "In a matrix product, each element of the result is",
    "The train leaves at seven. It goes through fields and villages,",
    "Paris is the capital of France. Berlin is the capital of",
    "Dear Sir or Madam,\n\nI am writing to",
]

PERPLEXITY_TEXTS = {
    "photosynthesis": "Photosynthesis is the process by which green plants turn sunlight into chemical energy. Inside the "
                      "leaves, chlorophyll absorbs light, which drives a reaction that combines carbon dioxide from the air "
                      "with water taken up by the roots. The plant stores the resulting sugar as food and releases oxygen "
                      "as a by-product.",
    # Jane Austen, Pride and Prejudice, 1813; public domain.
    "austen": "It is a truth universally acknowledged, that a single man in possession of a good fortune, must be in want of "
              "a wife. However little known the feelings or views of such a man may be on his first entering a "
              "neighbourhood, this truth is so well fixed in the minds of the surrounding families, that he is considered "
              "as the rightful property of some one or other of their daughters.",
    "warp": "A warp is a group of threads that take the same step at the same time. If some of them have to go another way, "
            "the others wait, and nothing is gained. A good kernel therefore lets neighbours do the same work on "
            "neighbouring numbers.",
}

TEXT_512 = """The lighthouse keeper and the ship's engineer had been friends for thirty years, although they met only twice a \
year. The keeper lived on a rock two miles from the shore, where he looked after a lamp, a garden the size of a table, and a \
grey cat named Harbour. The engineer came in spring and in autumn with oil, flour, letters and news, and stayed for one night.

On such an evening they spoke about machines. "A machine," said the engineer, "is a promise. Somebody promised that when you \
turn this wheel, that valve will open. Most of the work is to keep the promise when it rains." The keeper thought about it for \
a while. "Then my lamp is a promise too," he said. "The captain whom I have never seen believes that it is there. If I sleep, \
nothing happens to me; but to him everything happens."

They tried to count how often the lamp had been lit: 30 years, 365 nights in each, and 8 more for the leap years, which makes \
10,958 in all. Only once had it failed, in the winter of 1987, when the ice broke a pipe. That night the keeper had carried a \
small lantern up the 112 steps and had held it in the window, turning it by hand, four times a minute, until the morning. In \
the log he wrote: "Lamp out 9:40 p.m. to 6:15 a.m. Light kept." No ship complained.

The engineer laughed when he heard the story again, but then he became quiet. "What did you think about, all those hours?" he \
asked. "At first about my arms," said the keeper. "Then about nothing. And in the end I counted. It's strange: if you count \
slowly enough, each number looks different. Seven is narrow. Eight is round and friendly. A hundred is like a door." Outside \
the wind turned to the north-west; the windows shook, and Harbour moved closer to the stove.

In the morning they carried the empty barrels to the boat. The sea was calm and nearly white. "You could have a motor up \
there," said the engineer, as he said every year. "It would turn by itself, and you'd sleep." "I know," said the keeper, as he \
answered every year. "But who would then keep the promise?" The boat grew smaller, first like a shoe, then like a seed, and at \
last it was only a place on the water at which one looked. The keeper climbed the steps, cleaned the glass with a soft cloth, \
and wrote the date, the weather and the height of the water in his book. Then he sat down and waited for the evening, which \
came, as it had always come, a little earlier than the day before.
"""
