"""The chain of 四 told step by step: who asks what, what the answer is, and what the others see then."""
