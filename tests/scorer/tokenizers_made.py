"""Real tokenizers, small enough to be trained by the test that needs them."""

from pathlib import Path

from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

TEXTS = (
    "Вакансия: Python-разработчик. Заявленный грейд: senior. Компания: Ромашка. Описание вакансии",
    "Резюме. Желаемая должность: разработчик. Навыки: Python, Django, PostgreSQL. О себе. Опыт работы",
    "Kafka, Kafka, Redis, Redis, Celery, Celery, Go, Go, FastAPI, FastAPI, Docker, Docker, Django",
    "Писал сервисы на Django и FastAPI, настраивал PostgreSQL и Docker. 2019-03 — настоящее время",
    "Backend developer, wrote services in Python and Go; team lead, 2021 - 2024",
    "age city work_experience position key_skills client_name salary",
)


def make_gemma_tokenizer(path: Path) -> Path:
    """A byte-fallback BPE that begins every text with BOS and knows turns, as Gemma's does."""
    special = ["<pad>", "<eos>", "<bos>", "<unk>", "<start_of_turn>", "<end_of_turn>"]
    fast = Tokenizer(models.BPE(unk_token="<unk>", byte_fallback=True, fuse_unk=True))
    fast.normalizer = normalizers.Replace(" ", "▁")
    fast.pre_tokenizer = pre_tokenizers.Split(" ", "merged_with_previous")
    fast.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse()])
    special += [f"<0x{byte:02X}>" for byte in range(256)]
    trainer = trainers.BpeTrainer(vocab_size=900, special_tokens=special, show_progress=False)
    fast.train_from_iterator(TEXTS, trainer)
    fast.post_processor = processors.TemplateProcessing(
        single="<bos> $A", special_tokens=[("<bos>", fast.token_to_id("<bos>"))]
    )
    fast.save(str(path))
    return path


def make_bert_tokenizer(path: Path) -> Path:
    """A WordPiece between [CLS] and [SEP], which carries the cutting of its training along."""
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    fast = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    fast.normalizer = normalizers.BertNormalizer(lowercase=True)
    fast.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    trainer = trainers.WordPieceTrainer(vocab_size=400, special_tokens=special, show_progress=False)
    fast.train_from_iterator(TEXTS, trainer)
    fast.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        special_tokens=[(name, fast.token_to_id(name)) for name in ("[CLS]", "[SEP]")],
    )
    fast.enable_truncation(8)
    fast.save(str(path))
    return path
