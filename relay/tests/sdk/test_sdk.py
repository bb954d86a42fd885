"""Databricks' own Python SDK, unchanged, against the demo: what it calls, what it
reads and what it raises."""

import csv
import io
import logging
import time
import unittest
import urllib.request
from datetime import timedelta

from databricks.sdk import WorkspaceClient
from databricks.sdk.config import Config
from databricks.sdk.errors import (
    BadRequest,
    InvalidParameterValue,
    NotFound,
    PermissionDenied,
    ResourceDoesNotExist,
    ResourceExhausted,
    TooManyRequests,
    Unauthenticated,
)
from databricks.sdk.errors.sdk import OperationFailed
from databricks.sdk.service.dashboards import GenieFeedbackRating, MessageErrorType, MessageStatus
from databricks.sdk.service.sql import StatementState

from relay import Relay

# A workspace tells where its sign-in is; a relay has none, and the SDK warns of it.
logging.getLogger("databricks.sdk").setLevel(logging.ERROR)

FOOD = "01f1c0ffee0012349abc000000000001"
SHOWCASE = "01f1c0ffee0012349abc000000000002"
UNKNOWN = "01f1c0ffee0012349abc000000000009"
PATIENCE = timedelta(seconds=30)


def genie_of(relay):
    config = Config(host=relay.url, token="any", auth_type="pat", retry_timeout_seconds=1)
    return WorkspaceClient(config=config).genie


def query_of(message):
    return next(attachment for attachment in message.attachments if attachment.query)


class Conversation(unittest.TestCase):
    """What the SDK calls while all goes well."""

    @classmethod
    def setUpClass(cls):
        cls.relay = Relay("--answer-ms", "600", "--expire-s", "3600")
        cls.addClassCleanup(cls.relay.stop)
        cls.genie = genie_of(cls.relay)

    def ask(self, question, space=FOOD):
        return self.genie.start_conversation_and_wait(space, question, timeout=PATIENCE)

    def names(self, message, attachment):
        return message.space_id, message.conversation_id, message.message_id, attachment.attachment_id

    def test_spaces(self):
        listed = self.genie.list_spaces()
        self.assertEqual([space.space_id for space in listed.spaces], [FOOD, SHOWCASE])
        first = self.genie.list_spaces(page_size=1)
        rest = self.genie.list_spaces(page_token=first.next_page_token)
        self.assertEqual(rest.spaces[0].title, "Showcase")
        space = self.genie.get_space(FOOD)
        self.assertEqual((space.space_id, space.title), (FOOD, "Food sales"))
        self.assertTrue(space.description and space.warehouse_id)

    def test_a_question_its_rows_and_a_follow_up(self):
        message = self.ask("total sales by region")
        self.assertEqual(message.status, MessageStatus.COMPLETED)
        self.assertEqual(message.content, "total sales by region")
        query = query_of(message)
        self.assertIn("SELECT", query.query.query)
        thoughts = {thought.thought_type.name for thought in query.query.thoughts}
        self.assertLessEqual({"THOUGHT_TYPE_DESCRIPTION", "THOUGHT_TYPE_STEPS"}, thoughts)
        texts = [attachment for attachment in message.attachments if attachment.text]
        self.assertEqual(texts[-1].text.purpose.name, "TEXT_ATTACHMENT_PURPOSE_ANSWER")
        self.assertIn("**", texts[-1].text.content)
        self.assertEqual(len(message.attachments[-1].suggested_questions.questions), 3)

        result = self.genie.get_message_attachment_query_result(*self.names(message, query)).statement_response
        self.assertEqual(result.status.state, StatementState.SUCCEEDED)
        self.assertEqual(result.statement_id, query.query.statement_id)
        rows = result.result.data_array
        self.assertEqual(len(rows), query.query.query_result_metadata.row_count)
        self.assertEqual([column.type_text for column in result.manifest.schema.columns][0], "STRING")

        following = self.genie.create_message_and_wait(
            FOOD, message.conversation_id, "only the top 2 regions", timeout=PATIENCE
        )
        self.assertEqual(following.conversation_id, message.conversation_id)
        listed = self.genie.list_conversation_messages(FOOD, message.conversation_id)
        self.assertEqual(
            [entry.message_id for entry in listed.messages], [following.message_id, message.message_id]
        )

    def test_executing_again(self):
        started = self.genie.start_conversation(SHOWCASE, "Show an expired result")
        names = SHOWCASE, started.conversation_id, started.message_id
        message = self.until(lambda: self.genie.get_message(*names), "status", MessageStatus.QUERY_RESULT_EXPIRED)
        attachment = query_of(message).attachment_id
        closed = self.genie.get_message_attachment_query_result(*names, attachment).statement_response
        self.assertEqual(closed.status.state, StatementState.CLOSED)
        again = self.genie.execute_message_attachment_query(*names, attachment).statement_response
        self.assertIn(again.status.state, (StatementState.RUNNING, StatementState.SUCCEEDED))

        def rows():
            return self.genie.get_message_attachment_query_result(*names, attachment).statement_response

        self.until(lambda: rows().status, "state", StatementState.SUCCEEDED)
        self.assertEqual(len(rows().result.data_array), 4)
        self.assertEqual(self.genie.get_message(*names).status, MessageStatus.COMPLETED)

    def until(self, read, field, wanted):
        """The first of what `read` gives whose field has the wanted value."""
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline:
            found = read()
            if getattr(found, field) == wanted:
                return found
            time.sleep(0.05)
        return self.fail(f"{field} never became {wanted}")

    def test_lists_feedback_comments_and_deletion(self):
        message = self.ask("hello")
        names = FOOD, message.conversation_id, message.message_id
        for include_all in (None, True):
            listed = self.genie.list_conversations(FOOD, include_all=include_all, page_size=100)
            self.assertIn(message.conversation_id, [entry.conversation_id for entry in listed.conversations])
        self.genie.send_message_feedback(*names, GenieFeedbackRating.NEGATIVE, comment="Wrong month")
        feedback = self.genie.get_message(*names).feedback
        self.assertEqual((feedback.rating, feedback.comment), (GenieFeedbackRating.NEGATIVE, "Wrong month"))
        comment = self.genie.create_message_comment(*names, "Please check")
        self.assertEqual(self.genie.list_message_comments(*names).comments, [comment])
        self.assertEqual(self.genie.list_conversation_comments(*names[:2]).comments, [comment])
        self.genie.delete_conversation_message(*names)
        with self.assertRaises(ResourceDoesNotExist):
            self.genie.get_message(*names)
        self.genie.delete_conversation(*names[:2])
        with self.assertRaises(ResourceDoesNotExist):
            self.genie.list_conversation_messages(*names[:2])

    def test_the_full_download(self):
        message = self.ask("Show 200,000 rows", SHOWCASE)
        query = query_of(message)
        self.assertTrue(query.query.query_result_metadata.is_truncated)
        names = self.names(message, query)
        made = self.genie.generate_download_full_query_result(*names)

        def look():
            return self.genie.get_download_full_query_result(
                *names, made.download_id, made.download_id_signature
            ).statement_response

        self.until(lambda: look().status, "state", StatementState.SUCCEEDED)
        response = look()
        self.assertEqual(response.manifest.total_row_count, 200_000)
        rows = []
        for link in response.result.external_links:
            request = urllib.request.Request(link.external_link, headers=link.http_headers)
            with urllib.request.urlopen(request, timeout=30) as reply:
                rows.extend(csv.reader(io.TextIOWrapper(reply, "utf-8", newline="")))
        self.assertEqual((rows[0][0], rows[1][0], rows[-1][0]), ("id", "1", "200000"))
        self.assertEqual(len(rows), 200_001)

    def test_a_failed_message_raises_and_can_be_read(self):
        started = self.genie.start_conversation(SHOWCASE, "Fail with SQL_EXECUTION_EXCEPTION")
        with self.assertRaises(OperationFailed):
            started.result(timeout=PATIENCE)
        failed = self.genie.get_message(SHOWCASE, started.conversation_id, started.message_id)
        self.assertEqual(failed.error.type, MessageErrorType.SQL_EXECUTION_EXCEPTION)
        self.assertIn("UNRESOLVED_COLUMN", failed.error.error)


class Refusals(unittest.TestCase):
    """The SDK raises the class that it raises for a workspace."""

    def test_what_does_not_exist(self):
        with Relay("--answer-ms", "0") as relay:
            genie = genie_of(relay)
            with self.assertRaises(NotFound):
                genie.get_space(UNKNOWN)
            with self.assertRaises(ResourceDoesNotExist):
                genie.list_conversation_messages(FOOD, UNKNOWN)
            with self.assertRaises(ResourceDoesNotExist):
                genie.get_message(FOOD, UNKNOWN, UNKNOWN)

    def test_what_cannot_be_asked(self):
        with Relay("--answer-ms", "0") as relay:
            genie = genie_of(relay)
            with self.assertRaises(InvalidParameterValue):
                genie.start_conversation(FOOD, "  ")
            with self.assertRaises(InvalidParameterValue):
                genie.list_conversations(FOOD, page_size=-1)
            message = genie.start_conversation_and_wait(FOOD, "hello", timeout=PATIENCE)
            names = FOOD, message.conversation_id, message.message_id
            with self.assertRaises(BadRequest) as raised:
                genie.get_message_attachment_query_result(*names, message.attachments[0].attachment_id)
            self.assertIn("is not a valid query attachment", str(raised.exception))
            self.assertTrue(raised.exception.get_error_details().request_info.request_id)

    def test_credentials_and_permissions(self):
        for fault, expected in (("401", Unauthenticated), ("403", PermissionDenied)):
            with self.subTest(fault), Relay("--answer-ms", "0", "--fault", fault) as relay:
                with self.assertRaises(expected):
                    genie_of(relay).get_space(FOOD)

    def test_the_quota(self):
        with Relay("--answer-ms", "0", "--fault", "quota=1") as relay:
            genie = genie_of(relay)
            genie.start_conversation(FOOD, "hello")
            with self.assertRaises(TimeoutError) as raised:
                genie.start_conversation(FOOD, "hello")
            # The SDK tries again until its time is over; what it was told is the cause.
            self.assertIsInstance(raised.exception.__cause__, ResourceExhausted)
            self.assertTrue(issubclass(ResourceExhausted, TooManyRequests))


class Result(unittest.TextTestResult):
    """Counts as cargo does, so that one script can add both up."""

    def stopTestRun(self):
        super().stopTestRun()
        failed = len(self.failures) + len(self.errors)
        self.stream.writeln()
        self.stream.writeln(f"test result: {'FAILED' if failed else 'ok'}. {self.testsRun - failed} passed; {failed} failed;")


if __name__ == "__main__":
    unittest.main(testRunner=unittest.TextTestRunner(resultclass=Result, verbosity=2))
