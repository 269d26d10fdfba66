"""
Learn how danger sounds in each language, from the sentences beside the tests of understanding.

`python -m tests.hearing` writes locales/<lang>/hearing.weights and locales/hearing.patterns anew.
It needs scikit-learn, jax and optax, which nothing else here does: `pip install -e .[hearing]`.
Held-out sentences are never read here.
"""
